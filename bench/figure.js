// One figure in a process of its own, so that what it leaves behind (memory, servers) is not measured with the next.
const { default: measure, baseline } = await import(`./${process.argv[2]}.js`);
process.send?.({ baseline });
await measure();
process.disconnect?.();
process.exit(0);
