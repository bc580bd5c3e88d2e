import type { Stage } from '../e2e/stage.ts';
import type { Driver } from './driver.ts';

/**
 * What a contractor does from one end to the other.
 *
 * @param driver - a browser that knows nothing yet.
 * @param shoot - keeps a picture of the screen under a name, where pictures are wanted.
 * @throws where anything is not as it must be.
 */
export type Flow = (driver: Driver, stage: Stage, shoot: (name: string) => Promise<void>) => Promise<void>;

/** A name as it is written, with whatever else the control says. */
export const named = (text: string): RegExp => new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));

/** A name as it is written, and nothing else. */
export const whole = (text: string): RegExp => new RegExp(`^\\s*${named(text).source}\\s*$`);
