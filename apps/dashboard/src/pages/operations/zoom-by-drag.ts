import { useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { pointedOut, type TimeRange } from './time-range.js';

/** Less is a click that trembled. */
const LEAST_PIXELS = 6;

/** Dragging across the picture with a mouse or pen points out a time. What does the same by keyboard are fields and links. */
export function useZoomByDrag(plot: RefObject<HTMLElement | null>, range: TimeRange, zoom: (range: TimeRange) => void) {
  const drag = useSignal<{ readonly from: number; readonly to: number } | null>(null);
  const xIn = ({ clientX }: PointerEvent): number => {
    const { left, width } = plot.current!.getBoundingClientRect();
    return Math.max(0, Math.min(clientX - left, width));
  };
  const timeAt = (x: number): number => range.from + (x / plot.current!.clientWidth) * (range.to - range.from);
  const isDragged = (): boolean => drag.value !== null && Math.abs(drag.value.to - drag.value.from) >= LEAST_PIXELS;
  const listeners = {
    onPointerDown: (event: PointerEvent) => {
      const isOnPlot = event.clientX >= plot.current!.getBoundingClientRect().left;
      if (event.pointerType === 'touch' || event.button !== 0 || !isOnPlot) return;
      drag.value = { from: xIn(event), to: xIn(event) };
    },
    onPointerMove: (event: PointerEvent) => {
      if (drag.value === null) return;
      drag.value = { from: drag.value.from, to: xIn(event) };
      // Captured only now: a click must reach the bar that it is on.
      if (isDragged()) (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    },
    onPointerUp: () => {
      const dragged = isDragged() ? drag.value : null;
      drag.value = null;
      if (dragged !== null) zoom(pointedOut(timeAt(dragged.from), timeAt(dragged.to)));
    },
    onPointerCancel: () => void (drag.value = null),
    onDragStart: (event: DragEvent) => event.preventDefault(),
  };
  const { value } = drag;
  const selected = value === null ? null : ([Math.min(value.from, value.to), Math.max(value.from, value.to)] as const);
  return { listeners, selected };
}
