import { Webhook } from 'standardwebhooks';
import { checkWebhookSecret, webhookRequest } from './webhook-request.js';

const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const NEXT = `whsec_${Buffer.alloc(24, 9).toString('base64')}`;
const NOTICE = {
  id: 'a1_c1',
  type: 'window.scheduled',
  timestamp: '2026-11-24T08:00:00.000Z',
  data: { title: 'Störung 🚧', html: '</script>' },
};

describe('A webhook', () => {
  it('is signed so that the reference library of Standard Webhooks believes it', () => {
    const { headers, body } = webhookRequest(NOTICE, [SECRET], new Date().toISOString());
    const { type, timestamp, data } = NOTICE;
    expect(new Webhook(SECRET).verify(body, headers)).toEqual({ type, timestamp, data });
    expect(headers['webhook-id']).toBe('a1_c1');
  });

  it('is believed with the old and with the new secret while they are changed, and with no third', () => {
    const { headers, body } = webhookRequest(NOTICE, [SECRET, NEXT], new Date().toISOString());
    for (const secret of [SECRET, NEXT]) expect(() => new Webhook(secret).verify(body, headers)).not.toThrow();
    const third = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
    expect(() => new Webhook(third).verify(body, headers)).toThrow(/signature/);
  });

  it('is not believed when a character of it was changed', () => {
    const { headers, body } = webhookRequest(NOTICE, [SECRET], new Date().toISOString());
    expect(() => new Webhook(SECRET).verify(body.replace('Störung', 'storung'), headers)).toThrow(/signature/);
    expect(() => new Webhook(SECRET).verify(body, { ...headers, 'webhook-id': 'a1_c2' })).toThrow(/signature/);
  });

  it('has one id and one body in every attempt, and the time of the attempt', () => {
    const first = webhookRequest(NOTICE, [SECRET], '2026-11-24T08:00:00.900Z');
    const second = webhookRequest(NOTICE, [SECRET], '2026-11-24T08:01:00.000Z');
    expect(second.body).toBe(first.body);
    expect(second.headers['webhook-id']).toBe(first.headers['webhook-id']);
    expect([first, second].map(({ headers }) => headers['webhook-timestamp'])).toEqual(['1795507200', '1795507260']);
  });

  it.each(['', 'a.b', 'a b', 'a\r\nx: y', 'ä', 'x'.repeat(201)])('has no id such as %j', (id) => {
    expect(() => webhookRequest({ ...NOTICE, id }, [SECRET], NOTICE.timestamp)).toThrow(
      expect.objectContaining({ code: 'bad-header', field: 'id' }),
    );
  });

  it.each([
    '',
    'whsec_',
    'whsec_c2hvcnQ=',
    SECRET.slice(6),
    `${SECRET}\n`,
    `whsec_${Buffer.alloc(65).toString('base64')}`,
  ])('has no secret such as %j, which is not repeated', (secret) => {
    const refused = (): unknown => checkWebhookSecret('secret', secret);
    expect(refused).toThrow(expect.objectContaining({ code: 'bad-secret', field: 'secret' }));
    if (secret.length > 6) expect(refused).not.toThrow(secret);
  });
});
