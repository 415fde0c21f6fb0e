import { Rejected } from '@kernel/rejected.js';
import { wordsOf, type FailedSending } from './sending.js';

/** What nodemailer's connection throws. */
export interface SmtpFault {
  readonly message: string;
  readonly code?: string;
  readonly response?: string;
  readonly responseCode?: number;
  readonly command?: string;
}

const CODES: Readonly<Record<string, string>> = {
  ETLS: 'tls',
  EREQUIRETLS: 'tls',
  EAUTH: 'auth',
  ENOAUTH: 'auth',
  ETIMEDOUT: 'timeout',
  EDNS: 'dns',
  EPROTOCOL: 'protocol',
  ECONNECTION: 'connection',
  ESOCKET: 'connection',
};

/** The answer to MAIL FROM where the message is larger than the server takes. */
const TOO_LONG = 552;

const OF_TLS = /^(?:ERR_TLS|ERR_SSL|CERT_|UNABLE_TO|DEPTH_ZERO|SELF_SIGNED|HOSTNAME_MISMATCH|EPROTO$)|certificate/i;

/** Who must look: a refused recipient or message is for ever, all else may be mended on one side or the other. */
export function failureOf(fault: SmtpFault): FailedSending {
  if (fault instanceof Rejected) {
    return { outcome: 'failed', permanent: true, code: fault.code, why: fault.message };
  }
  const code = codeOf(fault);
  const aboutTheMail = code === 'recipient-refused' || code === 'sender-refused' || code === 'message-refused';
  const permanent = aboutTheMail && code !== 'sender-refused' && (fault.responseCode ?? 500) >= 500;
  return { outcome: 'failed', permanent, code, why: whyOf(fault, code) };
}

/** A server may repeat what it was given: of a login nothing is kept but the number. */
function whyOf({ response, responseCode, message }: SmtpFault, code: string): string {
  if (code === 'auth') return `the mail server refused the login (${responseCode ?? 'without a reason'})`;
  return wordsOf(response ?? message);
}

function codeOf(fault: SmtpFault): string {
  const { code = '', command = '', response, responseCode } = fault;
  // Not an answer at all: nobody knows whether it was taken.
  if (response !== undefined && !(Number(responseCode) >= 400)) return 'protocol';
  if (code === 'EAUTH' || code === 'ENOAUTH') return 'auth';
  if (code === 'ETLS' || code === 'EREQUIRETLS' || (code === 'ESOCKET' && OF_TLS.test(fault.message))) return 'tls';
  if (responseCode === 421) return 'connection';
  if (command === 'RCPT TO' && responseCode !== undefined) return 'recipient-refused';
  if (code === 'EMESSAGE' || responseCode === TOO_LONG) return 'message-refused';
  if (command === 'MAIL FROM' && responseCode !== undefined) return 'sender-refused';
  if (command === 'DATA' && responseCode !== undefined) return 'message-refused';
  return CODES[code] ?? (OF_TLS.test(code) ? 'tls' : 'connection');
}
