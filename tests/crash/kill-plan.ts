/** Where in a port call a process dies. */
export const PHASES = ['before', 'during', 'after'] as const;
export type Phase = (typeof PHASES)[number];

/** What is killed: the functions' process, the stack's own, or every process at one instant (a power cut). */
export type Victim = 'functions' | 'parent' | 'all';

/** One planned kill: at the `nth` call of a port counted from the contract's beginning, or the next one after it. */
export interface Kill {
  readonly point: string;
  readonly phase: Phase;
  readonly nth: number;
  readonly victim: Victim;
}

/** The ports that get their turn one after the other; commits are many, so they get two in five. */
const TURNS = ['key', 'commit', 'timestamp', 'commit', 'storage'] as const;

/** Calls whose three phases come first in their port's turns, so that twenty kills already have them all. */
const FIRST: readonly string[] = ['key', 'timestamp', 'storage upload'];

/**
 * Plans kills over the port calls of one contract: every port in turn, and within a port every (call, phase) in an
 * order drawn from the seed, before one of them comes again.
 *
 * @param calls - how often an unharmed contract made each named call.
 * @param random - seeded; numbers in [0, 1).
 */
export function planKills(count: number, calls: ReadonlyMap<string, number>, random: () => number): Kill[] {
  const ports = new Map<string, { point: string; phase: Phase }[]>();
  for (const point of [...calls.keys()].sort()) {
    // Revocation answers and whatever else is fetched count to the time-stamps: the authority is one.
    const [first = ''] = point.split(' ');
    const port = first === 'revocation' ? 'timestamp' : first;
    ports.set(port, [...(ports.get(port) ?? []), ...PHASES.map((phase) => ({ point, phase }))]);
  }
  const queues = new Map<string, { point: string; phase: Phase }[]>();
  for (const [port, all] of ports) {
    const mixed = shuffled(all, random);
    const isFirst = ({ point }: { point: string }): boolean => FIRST.includes(point);
    queues.set(port, [...mixed.filter(isFirst), ...mixed.filter((entry) => !isFirst(entry))]);
  }
  return Array.from({ length: count }, (_, index) => {
    const port = TURNS[index % TURNS.length] ?? 'commit';
    const queue = queues.get(port);
    const next = queue?.shift();
    if (queue === undefined || next === undefined)
      throw new Error(`an unharmed contract never called ${port}`);
    queue.push(next);
    const nth = 1 + Math.floor(random() * (calls.get(next.point) ?? 1));
    const draw = random();
    return { ...next, nth, victim: draw < 0.7 ? 'functions' : draw < 0.85 ? 'parent' : 'all' };
  });
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const out = [...items];
  for (let i = out.length - 1; i > 0; i -= 1) {
    const j = Math.floor(random() * (i + 1));
    [out[i], out[j]] = [out[j] as T, out[i] as T];
  }
  return out;
}
