/** What `/readyz` tells of a rebuild beside the serving read model. */
export class ReadModelStatus {
  /** How far it is; null when none is under way. */
  rebuild: string | null = null;
}
