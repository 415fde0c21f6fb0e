import { useEffect } from 'preact/hooks';

let atTop = true;

/** Whether the reader looks at the head of the page, and so at the newest entries. */
export function isAtTop(): boolean {
  return atTop;
}

/** Watches the head of the page: to ask how far the window is scrolled would have the browser lay out what is new at once. */
export function useTopOf(head: string): void {
  useEffect(() => {
    const observer = new IntersectionObserver((entries) => (atTop = entries.at(-1)!.isIntersecting));
    observer.observe(document.querySelector(head)!);
    return () => {
      observer.disconnect();
      atTop = true;
    };
  }, []);
}
