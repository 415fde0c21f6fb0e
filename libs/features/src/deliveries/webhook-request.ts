import { Rejected } from '@kernel/rejected.js';
import { createHmac } from 'node:crypto';

export interface WebhookNotice {
  /** The same in every attempt: a receiver knows by it what it has seen. */
  readonly id: string;
  readonly type: string;
  /** When it happened, ISO UTC. */
  readonly timestamp: string;
  readonly data: unknown;
}

export interface WebhookRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const SECRET = /^whsec_((?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?)$/;
const MIN_SECRET_BYTES = 24;
const MAX_SECRET_BYTES = 64;
const ID = /^[\x21-\x2d\x2f-\x7e]{1,200}$/;

/** @throws Rejected `bad-secret`; the sentence does not quote it */
export function checkWebhookSecret(field: string, secret: string): Buffer {
  const key = Buffer.from(SECRET.exec(secret)?.[1] ?? '', 'base64');
  if (key.length < MIN_SECRET_BYTES || key.length > MAX_SECRET_BYTES) {
    const sentence = `${field} must be whsec_ and ${MIN_SECRET_BYTES} to ${MAX_SECRET_BYTES} bytes in base64`;
    throw new Rejected('invalid', 'bad-secret', sentence, field);
  }
  return key;
}

/**
 * One attempt, in the form of Standard Webhooks. While a secret is changed there are two, and two signatures.
 * @throws Rejected `bad-header` for an id that cannot be sent, `bad-secret`
 */
export function webhookRequest(notice: WebhookNotice, secrets: readonly string[], sentAt: string): WebhookRequest {
  // A dot would let another id and time have the same signature.
  if (!ID.test(notice.id)) {
    throw new Rejected('invalid', 'bad-header', 'id must be printable ASCII without spaces and dots', 'id');
  }
  const { type, timestamp, data } = notice;
  const body = JSON.stringify({ type, timestamp, data });
  const seconds = String(Math.floor(Date.parse(sentAt) / 1000));
  const signatures = secrets.map((secret) => {
    const mac = createHmac('sha256', checkWebhookSecret('secret', secret));
    return `v1,${mac.update(`${notice.id}.${seconds}.${body}`).digest('base64')}`;
  });
  return {
    headers: {
      'content-type': 'application/json',
      'webhook-id': notice.id,
      'webhook-timestamp': seconds,
      'webhook-signature': signatures.join(' '),
    },
    body,
  };
}
