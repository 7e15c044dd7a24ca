import { lookInside } from '../../../../compose-doctor.ts';
import { fault, fine, warning, type Check } from '../finding.ts';

/** When this version was written: a clock that shows less is wrong for sure. */
const notBefore = Date.UTC(2025, 0, 1);
/** Leases are renewed every 20 s by the database's clock. */
const tolerableMs = 5_000;

export const clockCheck: Check = {
  name: 'clock',
  about: 'this machine’s clock beside the database’s',
  needs: 'project',
  async look({ sound }) {
    const set = 'Set the clock of this machine, by NTP for instance: timedatectl set-ntp true';
    if (Date.now() < notBefore)
      return [fault('clock-wrong', `The clock of this machine says ${new Date().toISOString()}.`, set)];
    const inside = await lookInside(sound, sound.projectId);
    if (!inside.ok || inside.value === null)
      return [
        fine('clock-alone', 'The clock is plausible; the database, to compare it with, does not answer.'),
      ];
    const ahead = Math.round(inside.value.aheadMs / 100) / 10;
    if (Math.abs(inside.value.aheadMs) <= tolerableMs)
      return [fine('clock-equal', 'The clock is that of the database.')];
    const side = ahead > 0 ? 'behind' : 'ahead of';
    return [warning('clock-skewed', `The clock is ${Math.abs(ahead)} s ${side} the database’s.`, set)];
  },
};
