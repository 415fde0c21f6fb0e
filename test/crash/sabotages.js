import disk from './disk-sabotages.js';
import processes from './process-sabotages.js';

/** Ways in which the product could break what the crash lab promises; each turns the spec that it names red. */
export default [...disk, ...processes];
