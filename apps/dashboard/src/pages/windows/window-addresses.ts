import { serverNow } from '../../api/server-clock.js';
import { addressOf } from '../../navigation.js';
import { type Asked, queryOf } from './window-query.js';

export function addressTo(asked: Asked): string {
  return addressOf('windows', queryOf(asked, serverNow()));
}
