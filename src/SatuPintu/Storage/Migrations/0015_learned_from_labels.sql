-- What pairs decided by officers taught each merge of the weights of linkage; the report of the review shows the latest. Insert only.
create table registry.learned_from_labels (
    change_id uuid primary key references registry.change,
    recorded_at timestamptz not null default transaction_timestamp(),
    learned jsonb not null
);
alter table registry.learned_from_labels enable row level security;
-- It names fields and counts pairs of the whole registry, and says nothing of any.
create policy seen on registry.learned_from_labels for select to satupintu_service using ((select access.who()) is not null or (select access.roles()) && array['system']);
create policy kept on registry.learned_from_labels for insert to satupintu_service with check ((select access.roles()) && array['system']);
grant select, insert on registry.learned_from_labels to satupintu_service;
