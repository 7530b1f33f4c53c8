namespace SatuPintu.Linkage;
