import { useEffect, useState } from 'preact/hooks';

/** How many of `total` are drawn by now: some more with each frame, so that the page answers meanwhile. */
export function useDrawnGradually(total: number, atOnce: number): number {
  const [drawn, setDrawn] = useState(atOnce);
  useEffect(() => {
    if (drawn >= total) return undefined;
    // A page that nobody sees has no frames, but may be printed.
    const more = (): void => setDrawn(drawn + atOnce);
    const [timer, frame] = document.hidden ? [setTimeout(more), 0] : [undefined, requestAnimationFrame(more)];
    return () => {
      clearTimeout(timer);
      cancelAnimationFrame(frame);
    };
  }, [drawn, total]);
  return drawn;
}
