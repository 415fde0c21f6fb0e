import { ReplaySubject } from 'rxjs';

/** Says when the process begins to stop, so that open streams end instead of holding it up. */
export class Shutdown {
  readonly begins = new ReplaySubject<void>(1);

  begin(): void {
    this.begins.next();
    this.begins.complete();
  }
}
