import { api, bodyOf, type Log } from '../api/api.js';
import { useEvents } from '../live/use-events.js';
import { useLoaded } from '../loaded.js';

const PAGE = 250;
const NONE: readonly Log[] = [];

/** All logs that the reader may see, kept up to date; none until they are known. */
export function useAllLogs(): readonly Log[] {
  const { value, reload } = useLoaded('all logs', async (signal) => {
    const logs: Log[] = [];
    let after: string | null = null;
    do {
      const query: { limit: number; after?: string } = { limit: PAGE, ...(after === null ? {} : { after }) };
      const { data, page } = await bodyOf(api.GET('/api/v1/logs', { params: { query }, signal }));
      logs.push(...data);
      after = page.next;
    } while (after !== null);
    return logs;
  });
  useEvents(['log.'], reload);
  return value ?? NONE;
}
