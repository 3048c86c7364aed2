-- Since when a store has answered each try with something that is no answer: how long that is borne is a matter of time, not of tries.
alter table outward_work add column unreadable_since timestamptz;
alter table rereads add column unreadable_since timestamptz;
