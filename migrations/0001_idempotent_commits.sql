CREATE TABLE `idempotent_commits` (
	`scope` text NOT NULL,
	`key_hash` text NOT NULL,
	`route` text NOT NULL,
	`request_id` text NOT NULL,
	`committed_at_ms` integer NOT NULL,
	PRIMARY KEY(`scope`, `route`, `key_hash`)
);
--> statement-breakpoint
CREATE INDEX `idempotent_commits_time` ON `idempotent_commits` (`committed_at_ms`);