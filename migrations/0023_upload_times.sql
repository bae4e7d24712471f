-- Of uploads: when a dry run began that had to wait for others, and before when a mail that could not be sent is not tried again.

alter table feed_requests add column started_at timestamptz; -- of a dry run; null = it waits, or never began
alter table feed_requests add column mail_after timestamptz not null default now();
