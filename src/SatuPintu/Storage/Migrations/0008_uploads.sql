-- Agencies and sources that are kept up in the program, and files on their way in.

-- A form that was opened before somebody else's change carries an older version and changes nothing.
alter table registry.agency add column version int not null default 1;
alter table registry.source add column version int not null default 1, add column retired_at timestamptz;

-- A file that is being sent. It becomes a delivery of the same id, and its row goes in the transaction in which the delivery comes.
create table registry.upload (
    upload_id uuid primary key,
    account_id uuid references access.account,
    source text not null references registry.source,
    file_name text not null,
    -- As announced; null where the file comes in one piece of unknown length.
    file_bytes bigint check (file_bytes > 0),
    file_sha256 bytea check (octet_length(file_sha256) = 32),
    as_of date not null,
    -- When the sender's file was last changed, in milliseconds: by it a browser's file is known again.
    file_changed bigint,
    begun_at timestamptz not null default transaction_timestamp(),
    touched_at timestamptz not null default transaction_timestamp()
);
create index upload_account on registry.upload (account_id);
create index upload_touched on registry.upload (touched_at);

-- What was answered to a request that carried a key, so that the same request sent again is done once. Kept for a day.
create table access.request_key (
    account_id uuid not null references access.account,
    key text not null check (length(key) between 1 and 200),
    request_sha256 bytea not null,
    answer text not null,
    made_at timestamptz not null default transaction_timestamp(),
    primary key (account_id, key)
);
create index request_key_made on access.request_key (made_at);

alter table registry.upload enable row level security;
alter table access.request_key enable row level security;
create policy own on registry.upload for all to satupintu_service using (account_id = (select access.who()) or (select access.roles()) && array['system']);
create policy own on access.request_key for all to satupintu_service using (account_id = (select access.who()) or (select access.roles()) && array['system']);
grant select, insert, update, delete on registry.upload, access.request_key to satupintu_service;
