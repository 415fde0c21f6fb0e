import { addressOf } from '../../navigation.js';

interface Scoped {
  readonly noticeScope: string | null;
  readonly effectiveScope: string | null;
}

/** Under which rule of notice a downtime of it falls. */
export function NoticeScope({ component: { noticeScope, effectiveScope } }: { readonly component: Scoped }) {
  if (effectiveScope === null) return <span class="explanation">none</span>;
  if (noticeScope !== null) return <span>{noticeScope}</span>;
  return <span class="explanation">{effectiveScope}, inherited</span>;
}

/** Links to logs, one beside the other. */
export function Logs({ names }: { readonly names: readonly string[] }) {
  return (
    <>
      {names.map((name, index) => (
        <>
          {index > 0 && ', '}
          <a href={addressOf(`logs/${name}`)}>{name}</a>
        </>
      ))}
    </>
  );
}

/** Names that people gave, one beside the other. */
export function Words({ of }: { readonly of: readonly string[] }) {
  return (
    <>
      {of.map((word, index) => (
        <>
          {index > 0 && ', '}
          <bdi>{word}</bdi>
        </>
      ))}
    </>
  );
}
