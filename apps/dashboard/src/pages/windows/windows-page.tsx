import type { PageProps } from '../../pages.js';
import { OneWindow } from './one-window.js';
import { PlanPage } from './plan-page.js';
import { Windows } from './windows.js';
import './windows.css';

/** Expected downtime: all of it, the form to plan some, or one window. */
export default function WindowsPage({ parameter: id }: PageProps) {
  if (id === '') return <Windows />;
  if (id === 'new') return <PlanPage />;
  return <OneWindow key={id} id={id} />;
}
