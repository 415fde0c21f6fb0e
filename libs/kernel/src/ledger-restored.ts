import { defineEvent } from './event.js';
import { IsInt, Min } from 'class-validator';

class Restored {
  /** The last position of the backup; what came after it is lost, and later events have other positions than before. */
  @IsInt() @Min(1) head: number;
  /** Redactions that the backup did not have, and that were made anew. */
  @IsInt() @Min(0) redactions: number;
}

/**
 * The ledger goes on from a backup. Whatever sends (mail, chat, webhooks) starts anew behind this event: what the backup
 * had not sent may have been sent by the ledger that was lost.
 */
export const LedgerRestored = defineEvent('ledger.restored', Restored, {
  audience: () => 'public',
  whenRedacted: 'refuse',
});
