/** A sample project in a test database, with reviewers whose keys are unlocked, and jobs that a worker brings to a gate. */
import { projectFolders } from '../../src/adapters/files/project-folders.ts';
import { addReviewer } from '../../src/app/add-reviewer.ts';
import type { CloseDeps } from '../../src/app/close-run.ts';
import { commitVerdicts, shownAt, type VerdictToSign } from '../../src/app/commit-verdicts.ts';
import { readDecisions } from '../../src/app/read-decisions.ts';
import { revokeReviewer } from '../../src/app/revoke-reviewer.ts';
import type { Project } from '../../src/compose.ts';
import type { DecisionPayload } from '../../src/domain/gate/decision.ts';
import type { RunId } from '../../src/domain/ids.ts';
import { gateOf } from '../../src/domain/job/transition.ts';
import type { ProjectFolders } from '../../src/ports/folders.ts';
import type { JobSummary } from '../../src/ports/run-queue.ts';
import { must, type TestDatabase } from './database.ts';
import { signerOf, someTime } from './gate.ts';
import { generateRun, openProject, sampleProject, statue, statueBinding, testWorker } from './project.ts';
import type { Saga } from './saga.ts';

export class DecidedProject {
  readonly root: string;
  readonly saga: Saga;
  readonly project: Project;
  readonly #database: TestDatabase;

  private constructor(root: string, saga: Saga, database: TestDatabase) {
    this.root = root;
    this.saga = saga;
    this.project = openProject(root, saga.projectId);
    this.#database = database;
  }

  /** Asa is the root, Bryn was admitted by Asa. */
  static async make(saga: Saga, database: TestDatabase): Promise<DecidedProject> {
    const made = new DecidedProject(await sampleProject(), saga, database);
    for (const name of ['Asa', 'Bryn']) {
      const { publicKey } = signerOf(name);
      const added = { publicKey, name, signer: signerOf('Asa'), addedAt: someTime };
      must(await addReviewer({ ...made.project.decisions, ...added }));
    }
    return made;
  }

  get deps(): Project & CloseDeps & { readonly folders: ProjectFolders } {
    return { ...this.project, folders: projectFolders(this.root), queue: this.saga.runs };
  }

  /** Takes Bryn's key out of trust, and what it signed with it. */
  async revokeBryn(): Promise<void> {
    const { keyId } = signerOf('Bryn');
    const revocation = { keyId, signer: signerOf('Asa'), revokedAt: someTime };
    must(
      await revokeReviewer({
        ...this.project.decisions,
        ...revocation,
        validDecisions: [],
        validReviewers: [],
      }),
    );
  }

  /** The same statue in a run that applies no earlier decision. */
  async statuesAskedAgain(): Promise<RunId> {
    const run = await generateRun(this.project, this.saga.runs, statue, [statueBinding], [0], true);
    await this.work(run);
    return run;
  }

  /** A run of statues whose jobs all wait at the review gate, or were carried over it. */
  async statues(children: readonly number[] = [0]): Promise<RunId> {
    const run = await generateRun(this.project, this.saga.runs, statue, [statueBinding], children);
    await this.work(run);
    return run;
  }

  /** Lets a worker do all that it can do for a run. */
  async work(run: RunId): Promise<void> {
    const worker = await testWorker(this.project, this.#database.worker);
    try {
      for (const { id } of await this.jobs(run)) {
        await worker.heard(
          'job-moved',
          ({ job, state }) =>
            job === `${run}/${id.cell}${id.try === 1 ? '' : `.${id.try}`}` &&
            ['AwaitingReview', 'Approved', 'Rejected'].includes(String(state)),
        );
      }
    } finally {
      await worker.stop();
    }
  }

  async jobs(run: RunId): Promise<readonly JobSummary[]> {
    return must(await this.saga.runs.jobs({ run: { runId: run }, latestOnly: true }));
  }

  async states(run: RunId): Promise<readonly string[]> {
    return (await this.jobs(run)).map(({ state }) => state);
  }

  async verdictsOn(run: RunId, verdict: 'approve' | 'reject'): Promise<readonly VerdictToSign[]> {
    return (await this.jobs(run)).flatMap((job) =>
      shownAt(job, gateOf(job.state))
        .slice(0, 1)
        .map(({ digest }) => ({ job, digest, verdict, reason: null })),
    );
  }

  decideAll(verdicts: readonly VerdictToSign[], by = 'Asa') {
    return commitVerdicts(this.deps, signerOf(by), verdicts, () => undefined);
  }

  /** Approves everything of a run that is at a gate. */
  async approve(run: RunId): Promise<void> {
    must(await this.decideAll(await this.verdictsOn(run, 'approve')));
  }

  /** What the decision files of the project say, the signatures checked. */
  async decisions(): Promise<readonly DecisionPayload[]> {
    return must(await readDecisions(this.project.decisions)).trusted.map(({ payload }) => payload);
  }
}
