import type { CommandSpec } from '../cli/spec.ts';
import { chordsCommands } from './chords/spec.ts';
import { closedLoopCommands } from './closed-loop/spec.ts';
import { completionCommands } from './completion/spec.ts';
import { demoCommands } from './demo/spec.ts';
import { doctorCommands } from './doctor/spec.ts';
import { evalCommands } from './eval/spec.ts';
import { exportCommands } from './export/spec.ts';
import { fleetCommands } from './fleet/spec.ts';
import { installCommands } from './install/spec.ts';
import { k8sCommands } from './k8s/spec.ts';
import { licenseCommands } from './license/spec.ts';
import { observeCommands } from './observe/spec.ts';
import { packCommands } from './pack/spec.ts';
import { passportCommands } from './passport/spec.ts';
import { proofCommands } from './proof/spec.ts';
import { quickstartCommands } from './quickstart/spec.ts';
import { roiReportCommands } from './roi/report-spec.ts';
import { roiCommands } from './roi/spec.ts';
import { rollUpCommands } from './roll-up/spec.ts';
import { supportBundleCommands } from './support-bundle/spec.ts';

/** Every command, in the order of `mk --help`. Specs only: the code of a command is loaded when it runs. */
export const COMMANDS: readonly CommandSpec[] = [
  ...quickstartCommands,
  ...doctorCommands,
  ...demoCommands,
  ...evalCommands,
  ...observeCommands,
  ...closedLoopCommands,
  ...roiReportCommands,
  ...roiCommands,
  ...rollUpCommands,
  ...chordsCommands,
  ...passportCommands,
  ...licenseCommands,
  ...exportCommands,
  ...supportBundleCommands,
  ...packCommands,
  ...proofCommands,
  ...fleetCommands,
  ...k8sCommands,
  ...installCommands,
  ...completionCommands,
];
