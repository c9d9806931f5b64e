/** The name of the file that declares a fleet. */
export const FLEET_FILE = 'fleet.yaml';
