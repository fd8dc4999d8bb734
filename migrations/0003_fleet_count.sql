CREATE TABLE `platform_counts` (
	`name` text PRIMARY KEY NOT NULL,
	`value` integer NOT NULL,
	`counted_at_ms` integer NOT NULL
);
