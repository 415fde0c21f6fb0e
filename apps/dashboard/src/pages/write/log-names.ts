import { api, bodyOf, type Log } from '../../api/api.js';
import { useEvents } from '../../live/use-events.js';
import { useLoaded } from '../../loaded.js';

const PAGE = 250;
const NONE: readonly Log[] = [];

/** All logs that take entries and that the reader may see, kept up to date. */
export function useOpenLogs(): readonly Log[] {
  const { value, reload } = useLoaded('open logs', async (signal) => {
    const logs: Log[] = [];
    let after: string | null = null;
    do {
      const query: { limit: number; after?: string } = { limit: PAGE, ...(after === null ? {} : { after }) };
      const { data, page } = await bodyOf(api.GET('/api/v1/logs', { params: { query }, signal }));
      logs.push(...data.filter(({ status }) => status === 'open'));
      after = page.next;
    } while (after !== null);
    return logs;
  });
  useEvents(['log.'], reload);
  return value ?? NONE;
}
