import { readdirSync, readFileSync } from 'node:fs';

/** Megabytes that a process has in memory: now, and at most since it began. */
export function memoryOf(pid: number): { readonly now: number; readonly most: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const megabytes = (name: string): number => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)![1]) / 1024;
  return { now: Math.round(megabytes('VmRSS')), most: Math.round(megabytes('VmHWM')) };
}

/** How many files and connections a process has open. */
export function openFilesOf(pid: number): number {
  return readdirSync(`/proc/${pid}/fd`).length;
}
