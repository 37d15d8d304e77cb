DROP INDEX "answers_one_final";--> statement-breakpoint
CREATE UNIQUE INDEX "answers_one_final_in_work" ON "answers" USING btree ("petition_id") WHERE not interim and state <> 'published';--> statement-breakpoint
CREATE UNIQUE INDEX "answers_one_final" ON "answers" USING btree ("petition_id","kind") WHERE not interim;