import { type Signal, signal } from '@preact/signals';
import { useSignalEffect } from '@preact/signals';
import type { RefObject } from 'preact';
import { useRef } from 'preact/hooks';
import type { Operation } from '../../api/api.js';

/** The operation that the reader points at or has the focus on, in the picture or in the table. */
export const pointedAt: Signal<Operation | null> = signal(null);

/** For an element that holds many bars or rows. */
export function pointing(operations: readonly Operation[]) {
  const point = ({ target }: Event): void => {
    const id = (target as Element).closest('[data-operation]')?.getAttribute('data-operation');
    const found = operations.find((operation) => operation.id === id);
    if (found !== undefined) pointedAt.value = found;
  };
  return { onPointerOver: point, onFocusIn: point, onPointerLeave: () => (pointedAt.value = null) };
}

/** Marks all bars and rows of that operation; the many others are not drawn anew for it. */
export function useMarks<Within extends HTMLElement>(): RefObject<Within | null> {
  const within = useRef<Within>(null);
  useSignalEffect(() => {
    const id = pointedAt.value?.id;
    for (const marked of within.current?.querySelectorAll('[data-pointed]') ?? [])
      marked.removeAttribute('data-pointed');
    if (id === undefined) return;
    const found = within.current?.querySelectorAll(`[data-operation="${CSS.escape(id)}"]`) ?? [];
    for (const one of found) one.setAttribute('data-pointed', '');
  });
  return within;
}
