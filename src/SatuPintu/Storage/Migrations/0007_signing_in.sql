-- Ways of signing in beside a password alone. What is kept of each is worth nothing to whoever reads the database: keys are sealed, codes and secrets hashed.

-- The column stood for what the table below keeps; nothing was ever written to it.
alter table access.account drop column two_factor_key;
-- Accounts whose password is judged by a directory, by its name in the settings; none is kept here then.
alter table access.account add column directory text check (directory is null or password_hash is null);

-- A key for codes by time (RFC 6238), sealed. It counts once it is confirmed by a first code; a code is not taken at or before the last step used.
create table access.second_factor (
    account_id uuid primary key references access.account,
    key bytea not null,
    confirmed_at timestamptz,
    last_step bigint not null default 0
);

-- Codes for whoever lost the device; each is taken once.
create table access.recovery_code (
    account_id uuid not null references access.account,
    code_hash bytea not null,
    used_at timestamptz,
    primary key (account_id, code_hash)
);

-- Between the password and the code.
create table access.half_session (
    half_id uuid primary key,
    account_id uuid not null references access.account,
    secret_hash bytea not null,
    way text not null,
    ends_at timestamptz not null
);

-- By which way somebody came in.
alter table access.session add column way text not null default 'password' check (way in ('password', 'directory', 'provider', 'passkey'));

-- Who an account is at a provider of sign-in: by its id there, or, until the first time, by what an administrator expects.
create table access.external_identity (
    identity_id uuid primary key default uuidv7(),
    account_id uuid not null references access.account,
    issuer text not null,
    subject text,
    expected text,
    bound_at timestamptz not null default transaction_timestamp(),
    unique (issuer, subject),
    unique (issuer, expected),
    unique (account_id, issuer),
    check (num_nonnulls(subject, expected) = 1)
);

-- What counts once, such as the answer of a provider; it is forgotten when it would not be taken any more.
create table access.used_once (
    hash bytea primary key,
    ends_at timestamptz not null
);

-- Keys that a device keeps and unlocks by finger, face or number (WebAuthn).
create table access.passkey (
    credential_id bytea primary key,
    account_id uuid not null references access.account,
    name text not null,
    public_key bytea not null,
    sign_count bigint not null,
    transports text[] not null,
    is_user_verified boolean not null,
    is_backup_eligible boolean not null,
    is_backed_up boolean not null,
    attestation bytea not null,
    client_data bytea not null,
    created_at timestamptz not null,
    used_at timestamptz
);
create index passkey_account on access.passkey (account_id);

do $$
declare t text;
begin
    foreach t in array array['second_factor', 'recovery_code', 'external_identity', 'passkey'] loop
        execute format('alter table access.%I enable row level security', t);
        execute format('create policy kept on access.%I for all to satupintu_service using (account_id = (select access.who()) or (select access.roles()) && array[''system'', ''administrator''])', t);
        execute format('grant select, insert, update, delete on access.%I to satupintu_service', t);
    end loop;
    foreach t in array array['half_session', 'used_once'] loop
        execute format('alter table access.%I enable row level security', t);
        execute format('create policy kept on access.%I for all to satupintu_service using ((select access.roles()) && array[''system''])', t);
        execute format('grant select, insert, update, delete on access.%I to satupintu_service', t);
    end loop;
end $$;
