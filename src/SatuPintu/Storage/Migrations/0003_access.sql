-- People who may enter, what they may do and where.
create table access.account (
    account_id uuid primary key default uuidv7(),
    user_name text not null,
    normalized_name text not null unique,
    display_name text not null,
    email text,
    password_hash text,
    security_stamp text not null,
    two_factor_key bytea,
    failed_count int not null default 0,
    locked_until timestamptz,
    disabled boolean not null default false,
    created_at timestamptz not null default transaction_timestamp()
);

-- The roles that the documents name; texts and rights by role stand in the program.
create table access.role (role text primary key);
insert into access.role values ('coordinator'), ('steward'), ('standards_authority'), ('producer'), ('social_officer'), ('village_operator'),
    ('verifier'), ('programme_owner'), ('researcher'), ('auditor'), ('administrator');

-- A role, for an area (a prefix of area codes, empty for the nation) and an agency ('*' for all), from and until.
create table access.grant_of (
    account_id uuid not null references access.account,
    role text not null references access.role,
    area text not null check (area ~ '^(\d{2}|\d{4}|\d{6}|\d{10})?$'),
    agency text not null,
    held tstzrange not null,
    granted_by uuid,
    constraint grant_of_key primary key (account_id, role, area, agency, held without overlaps)
);

create table access.session (
    session_id uuid primary key default uuidv7(),
    account_id uuid not null references access.account,
    secret_hash bytea not null,
    started_at timestamptz not null default transaction_timestamp(),
    seen_at timestamptz not null default transaction_timestamp(),
    ends_at timestamptz not null,
    revoked_at timestamptz
);
create index session_account on access.session (account_id);

create table access.api_token (
    token_id uuid primary key default uuidv7(),
    account_id uuid not null references access.account,
    name text not null,
    secret_hash bytea not null unique,
    scopes text[] not null,
    created_at timestamptz not null default transaction_timestamp(),
    ends_at timestamptz not null,
    revoked_at timestamptz,
    used_at timestamptz
);

-- Whoever signs in is not known yet: the service looks accounts up under the role 'system', others see themselves; administrators see all.
alter table access.account enable row level security;
alter table access.grant_of enable row level security;
alter table access.session enable row level security;
alter table access.api_token enable row level security;
create policy own on access.account for select to satupintu_service using (account_id = (select access.who()) or (select access.roles()) && array['system', 'administrator', 'auditor']);
create policy kept on access.account for all to satupintu_service using ((select access.roles()) && array['system', 'administrator']);
create policy own on access.grant_of for select to satupintu_service using (account_id = (select access.who()) or (select access.roles()) && array['system', 'administrator', 'auditor']);
create policy kept on access.grant_of for all to satupintu_service using ((select access.roles()) && array['administrator', 'system']);
create policy kept on access.session for all to satupintu_service using (account_id = (select access.who()) or (select access.roles()) && array['system', 'administrator']);
create policy kept on access.api_token for all to satupintu_service using (account_id = (select access.who()) or (select access.roles()) && array['system', 'administrator']);
grant select on access.role to satupintu_service;
grant select, insert, update on access.account, access.grant_of, access.session, access.api_token to satupintu_service;
