CREATE TABLE `cluster_keys` (
	`tenant_id` text NOT NULL,
	`cluster_id` text NOT NULL,
	`key_id` text NOT NULL,
	`public_key` text NOT NULL,
	`added_at_ms` integer NOT NULL,
	`retired_at_ms` integer,
	PRIMARY KEY(`tenant_id`, `cluster_id`, `key_id`)
);
--> statement-breakpoint
CREATE TABLE `clusters` (
	`tenant_id` text NOT NULL,
	`id` text NOT NULL,
	`environment_id` text NOT NULL,
	`name` text NOT NULL,
	`state` text NOT NULL,
	`mode` text,
	`chart_version` text,
	`cluster_uid` text,
	`confirmed_uid` text,
	`key_id` text,
	`public_key` text,
	`created_by` text NOT NULL,
	`created_at_ms` integer NOT NULL,
	`enrolled_at_ms` integer,
	`confirmed_by` text,
	`confirmed_at_ms` integer,
	`ended_by` text,
	`ended_at_ms` integer,
	PRIMARY KEY(`tenant_id`, `id`)
);
--> statement-breakpoint
CREATE INDEX `clusters_environment` ON `clusters` (`tenant_id`,`environment_id`);--> statement-breakpoint
CREATE TABLE `enrollment_tokens` (
	`tenant_id` text NOT NULL,
	`token_hash` text NOT NULL,
	`cluster_id` text NOT NULL,
	`created_by` text NOT NULL,
	`created_at_ms` integer NOT NULL,
	`expires_at_ms` integer NOT NULL,
	`used_at_ms` integer,
	`used_by_key` text,
	`withdrawn_at_ms` integer,
	PRIMARY KEY(`tenant_id`, `token_hash`)
);
--> statement-breakpoint
CREATE INDEX `enrollment_tokens_cluster` ON `enrollment_tokens` (`tenant_id`,`cluster_id`);--> statement-breakpoint
CREATE TABLE `kill_switches` (
	`tenant_id` text NOT NULL,
	`scope_type` text NOT NULL,
	`scope_id` text NOT NULL,
	`active` integer NOT NULL,
	`epoch` integer NOT NULL,
	`reason` text NOT NULL,
	`actor` text NOT NULL,
	`changed_at_ms` integer NOT NULL,
	`envelope` text,
	PRIMARY KEY(`tenant_id`, `scope_type`, `scope_id`)
);
--> statement-breakpoint
CREATE TABLE `licenses` (
	`tenant_id` text NOT NULL,
	`digest` text NOT NULL,
	`license_id` text,
	`document` text NOT NULL,
	`issued_at_s` integer NOT NULL,
	`expires_at_s` integer NOT NULL,
	`added_at_ms` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `digest`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `licenses_id` ON `licenses` (`tenant_id`,`license_id`);--> statement-breakpoint
CREATE TABLE `outbox` (
	`tenant_id` text NOT NULL,
	`id` text NOT NULL,
	`cluster_id` text NOT NULL,
	`kind` text NOT NULL,
	`body` text NOT NULL,
	`created_at_ms` integer NOT NULL,
	`delivered_at_ms` integer,
	PRIMARY KEY(`tenant_id`, `id`)
);
--> statement-breakpoint
CREATE INDEX `outbox_undelivered` ON `outbox` (`tenant_id`,`cluster_id`,`delivered_at_ms`,`id`);--> statement-breakpoint
CREATE TABLE `auth_accounts` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`provider_id` text NOT NULL,
	`user_id` text NOT NULL,
	`access_token` text,
	`refresh_token` text,
	`id_token` text,
	`access_token_expires_at` integer,
	`refresh_token_expires_at` integer,
	`scope` text,
	`password` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `auth_users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `auth_accounts_user` ON `auth_accounts` (`user_id`);--> statement-breakpoint
CREATE TABLE `auth_passkeys` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text,
	`public_key` text NOT NULL,
	`user_id` text NOT NULL,
	`credential_id` text NOT NULL,
	`counter` integer NOT NULL,
	`device_type` text NOT NULL,
	`backed_up` integer NOT NULL,
	`transports` text,
	`created_at` integer,
	`aaguid` text,
	FOREIGN KEY (`user_id`) REFERENCES `auth_users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `auth_passkeys_user` ON `auth_passkeys` (`user_id`);--> statement-breakpoint
CREATE INDEX `auth_passkeys_credential` ON `auth_passkeys` (`credential_id`);--> statement-breakpoint
CREATE TABLE `auth_sessions` (
	`id` text PRIMARY KEY NOT NULL,
	`token` text NOT NULL,
	`user_id` text NOT NULL,
	`expires_at` integer NOT NULL,
	`ip_address` text,
	`user_agent` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `auth_users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `auth_sessions_token_unique` ON `auth_sessions` (`token`);--> statement-breakpoint
CREATE INDEX `auth_sessions_user` ON `auth_sessions` (`user_id`);--> statement-breakpoint
CREATE TABLE `auth_users` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`email` text NOT NULL,
	`email_verified` integer DEFAULT false NOT NULL,
	`image` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `auth_users_email_unique` ON `auth_users` (`email`);--> statement-breakpoint
CREATE TABLE `auth_verifications` (
	`id` text PRIMARY KEY NOT NULL,
	`identifier` text NOT NULL,
	`value` text NOT NULL,
	`expires_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `auth_verifications_identifier` ON `auth_verifications` (`identifier`);--> statement-breakpoint
CREATE TABLE `environments` (
	`tenant_id` text NOT NULL,
	`id` text NOT NULL,
	`kind` text NOT NULL,
	`name` text NOT NULL,
	`created_by` text NOT NULL,
	`created_at_ms` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `id`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `environments_name` ON `environments` (`tenant_id`,`name`);--> statement-breakpoint
CREATE TABLE `invitations` (
	`tenant_id` text NOT NULL,
	`id` text NOT NULL,
	`email` text NOT NULL,
	`role` text NOT NULL,
	`token_hash` text NOT NULL,
	`state` text NOT NULL,
	`expires_at_ms` integer NOT NULL,
	`created_by` text NOT NULL,
	`created_at_ms` integer NOT NULL,
	`settled_by` text,
	`settled_at_ms` integer,
	PRIMARY KEY(`tenant_id`, `id`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `invitations_token` ON `invitations` (`tenant_id`,`token_hash`);--> statement-breakpoint
CREATE TABLE `members` (
	`tenant_id` text NOT NULL,
	`user_id` text NOT NULL,
	`joined_at_ms` integer NOT NULL,
	`invited_by` text,
	PRIMARY KEY(`tenant_id`, `user_id`)
);
--> statement-breakpoint
CREATE TABLE `organizations` (
	`tenant_id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`created_by` text NOT NULL,
	`created_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `passport_versions` (
	`tenant_id` text NOT NULL,
	`passport_id` text NOT NULL,
	`version` integer NOT NULL,
	`document` text NOT NULL,
	`digest` text NOT NULL,
	`note` text,
	`created_by` text NOT NULL,
	`created_at_ms` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `passport_id`, `version`)
);
--> statement-breakpoint
CREATE INDEX `passport_versions_digest` ON `passport_versions` (`tenant_id`,`digest`);--> statement-breakpoint
CREATE TABLE `passports` (
	`tenant_id` text NOT NULL,
	`id` text NOT NULL,
	`environment_id` text NOT NULL,
	`name` text NOT NULL,
	`latest_version` integer NOT NULL,
	`published_version` integer,
	`published_at_ms` integer,
	`published_by` text,
	`created_by` text NOT NULL,
	`created_at_ms` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `id`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `passports_name` ON `passports` (`tenant_id`,`environment_id`,`name`);--> statement-breakpoint
CREATE TABLE `role_bindings` (
	`tenant_id` text NOT NULL,
	`id` text NOT NULL,
	`principal_type` text NOT NULL,
	`principal_id` text NOT NULL,
	`role` text NOT NULL,
	`scope_type` text NOT NULL,
	`scope_id` text NOT NULL,
	`created_by` text NOT NULL,
	`created_at_ms` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `id`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `role_bindings_principal_scope` ON `role_bindings` (`tenant_id`,`principal_type`,`principal_id`,`scope_type`,`scope_id`);--> statement-breakpoint
CREATE TABLE `user_organizations` (
	`user_id` text NOT NULL,
	`tenant_id` text NOT NULL,
	PRIMARY KEY(`user_id`, `tenant_id`)
);
--> statement-breakpoint
CREATE TABLE `approvals` (
	`tenant_id` text NOT NULL,
	`id` text NOT NULL,
	`plan_id` text NOT NULL,
	`plan_digest` text NOT NULL,
	`effect_digest` text NOT NULL,
	`decision` text NOT NULL,
	`level` text NOT NULL,
	`approver_id` text NOT NULL,
	`key_id` text NOT NULL,
	`nonce` text NOT NULL,
	`digest` text NOT NULL,
	`issued_at_ms` integer NOT NULL,
	`expires_at_ms` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `id`)
);
--> statement-breakpoint
CREATE INDEX `approvals_plan` ON `approvals` (`tenant_id`,`plan_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `approvals_nonce` ON `approvals` (`tenant_id`,`nonce`);--> statement-breakpoint
CREATE TABLE `plan_documents` (
	`tenant_id` text NOT NULL,
	`plan_id` text NOT NULL,
	`kind` text NOT NULL,
	`digest` text NOT NULL,
	`envelope` text NOT NULL,
	`recorded_at_ms` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `plan_id`, `kind`, `digest`)
);
--> statement-breakpoint
CREATE TABLE `plan_events` (
	`tenant_id` text NOT NULL,
	`plan_id` text NOT NULL,
	`n` integer NOT NULL,
	`revision` integer NOT NULL,
	`from_state` text,
	`to_state` text NOT NULL,
	`reason` text,
	`actor` text NOT NULL,
	`at_ms` integer NOT NULL,
	`recorded_at_ms` integer NOT NULL,
	`divergence` integer DEFAULT false NOT NULL,
	PRIMARY KEY(`tenant_id`, `plan_id`, `n`)
);
--> statement-breakpoint
CREATE TABLE `plans` (
	`tenant_id` text NOT NULL,
	`id` text NOT NULL,
	`cluster_id` text NOT NULL,
	`environment_id` text NOT NULL,
	`kind` text NOT NULL,
	`state` text NOT NULL,
	`revision` integer NOT NULL,
	`reason` text,
	`plan_digest` text NOT NULL,
	`effect_digest` text,
	`verified_at_ms` integer,
	`target_namespace` text NOT NULL,
	`target_kind` text NOT NULL,
	`target_name` text NOT NULL,
	`target_uid` text NOT NULL,
	`changes` text NOT NULL,
	`author_key_id` text,
	`created_at_ms` integer NOT NULL,
	`expires_at_ms` integer NOT NULL,
	`updated_at_ms` integer NOT NULL,
	`dispatched_at_ms` integer,
	`cancel_requested_at_ms` integer,
	PRIMARY KEY(`tenant_id`, `id`)
);
--> statement-breakpoint
CREATE INDEX `plans_cluster_state` ON `plans` (`tenant_id`,`cluster_id`,`state`);--> statement-breakpoint
CREATE INDEX `plans_expiry` ON `plans` (`state`,`expires_at_ms`);--> statement-breakpoint
CREATE TABLE `audit_events` (
	`tenant_id` text NOT NULL,
	`seq` integer NOT NULL,
	`at_ms` integer NOT NULL,
	`action` text NOT NULL,
	`actor` text NOT NULL,
	`subject_type` text NOT NULL,
	`subject_id` text NOT NULL,
	`detail` text NOT NULL,
	`request_id` text,
	PRIMARY KEY(`tenant_id`, `seq`)
);
--> statement-breakpoint
CREATE INDEX `audit_events_subject` ON `audit_events` (`tenant_id`,`subject_type`,`subject_id`,`seq`);--> statement-breakpoint
CREATE TABLE `emails` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text,
	`recipient` text NOT NULL,
	`kind` text NOT NULL,
	`subject` text NOT NULL,
	`body` text NOT NULL,
	`link` text NOT NULL,
	`created_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `expect` (
	`name` text NOT NULL,
	`held` integer NOT NULL,
	CONSTRAINT "expectation_held" CHECK("expect"."held" = 1)
);
--> statement-breakpoint
CREATE TABLE `idempotency_keys` (
	`scope` text NOT NULL,
	`key_hash` text NOT NULL,
	`route` text NOT NULL,
	`body_hash` text NOT NULL,
	`status` integer,
	`answer` text,
	`created_at_ms` integer NOT NULL,
	`expires_at_ms` integer NOT NULL,
	PRIMARY KEY(`scope`, `route`, `key_hash`)
);
--> statement-breakpoint
CREATE INDEX `idempotency_keys_expiry` ON `idempotency_keys` (`expires_at_ms`);--> statement-breakpoint
CREATE TABLE `sandbox_progress` (
	`id` text PRIMARY KEY NOT NULL,
	`position` integer NOT NULL,
	`label` text NOT NULL,
	`state` text NOT NULL,
	`detail` text NOT NULL,
	`updated_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `step_ups` (
	`session_id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`method` text NOT NULL,
	`at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `trust_documents` (
	`kind` text NOT NULL,
	`digest` text NOT NULL,
	`number` integer NOT NULL,
	`issued_at_s` integer NOT NULL,
	`document` text NOT NULL,
	`added_at_ms` integer NOT NULL,
	PRIMARY KEY(`kind`, `digest`)
);
--> statement-breakpoint
CREATE INDEX `trust_documents_newest` ON `trust_documents` (`kind`,`number`,`issued_at_s`);