/** One line of text from a chat room or a relay, and what is known of who sent it. Transport-free. */
export interface Utterance {
  /** The line as it came, already decoded, without its line end. */
  readonly text: string;
  /** Made once for a line: the same line, said again after an unknown outcome, is recorded once. */
  readonly lineId: string;
  /** When it arrived, milliseconds since 1970. */
  readonly saidAt: number;
  /** Who the transport says is speaking. */
  readonly nick: string;
  /** The log that this place is for, when it is for just one. */
  readonly fixedLog?: string | undefined;
  /** `#channel`, where the line was said in one. */
  readonly channel?: string | undefined;
  /** Prefix that marks a name which nobody verified, as today's open relay shows it: `wmbot~user@host`. */
  readonly unverifiedPrefix?: string | undefined;
  /** The principal that the transport acts as, recorded as the reporter. */
  readonly reporter: { readonly kind: 'relay'; readonly id: string; readonly name: string };
  readonly via: {
    readonly kind: 'relay';
    readonly verified: boolean;
    readonly listener: string;
    readonly address?: string;
  };
  /**
   * What becomes of a line that cannot be logged where it says: `answer` tells the speaker why (chat),
   * `keep` records it all the same in the log `unsorted` or as a fact, because nobody is listening (relay).
   */
  readonly undeliverable: 'answer' | 'keep';
}

/** Says whether anything was recorded, and what to answer. */
export interface Reply {
  readonly logged: boolean;
  readonly text: string;
}

/** A transport-free command: IRC, line relays and tests call the same function. */
export abstract class Verbs {
  /** Answers null to what is not addressed to the ledger. Throws only when the ledger cannot be written. */
  abstract say(utterance: Utterance): Promise<Reply | null>;
  /** Records that a line could not be read at all, so that it does not vanish. */
  abstract refuse(utterance: Omit<Utterance, 'text'>, why: string, bytes: number): Promise<Reply>;
}
