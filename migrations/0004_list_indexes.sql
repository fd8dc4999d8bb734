DROP INDEX `plans_expiry`;--> statement-breakpoint
CREATE INDEX `plans_state` ON `plans` (`tenant_id`,`state`);--> statement-breakpoint
CREATE INDEX `plans_stopped` ON `plans` (`tenant_id`,`updated_at_ms`) WHERE reason IN ('kill_switch_active', 'kill_switch_unreliable');--> statement-breakpoint
CREATE INDEX `audit_events_action` ON `audit_events` (`tenant_id`,`action`,`seq`);