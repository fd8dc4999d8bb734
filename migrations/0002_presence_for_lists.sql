ALTER TABLE `clusters` ADD `presence_state` text;--> statement-breakpoint
ALTER TABLE `clusters` ADD `presence_cause` text;--> statement-breakpoint
ALTER TABLE `clusters` ADD `presence_last_seen_ms` integer;--> statement-breakpoint
ALTER TABLE `clusters` ADD `presence_observed_ms` integer;