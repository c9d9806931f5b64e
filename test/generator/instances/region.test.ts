import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { regionOfCluster } from '../../../generator/instances/region.ts';
import { type Requirement, requirementOf } from '../../../generator/instances/requirements/requirement.ts';

function poolIn(label: string, ...values: string[]): { requirements: Map<string, Requirement> } {
  const requirement = requirementOf('In', values);
  return { requirements: new Map(requirement === undefined ? [] : [[label, requirement]]) };
}

const zones = poolIn('topology.kubernetes.io/zone', 'eu-west-1a', 'eu-west-1b');

test('takes the region that fleet.yaml gives before all others', () => {
  const cluster = { region: 'ap-south-1', variables: { REGION: 'us-west-2' } };
  assert.equal(regionOfCluster(cluster, [zones]), { name: 'ap-south-1', from: 'cluster' });
});

test('takes the value of a variable that is named for the region', () => {
  for (const name of ['REGION', 'region', 'AWS_REGION', 'AWS_DEFAULT_REGION'])
    assert.equal(regionOfCluster({ variables: { [name]: 'us-west-2' } }, [zones]), {
      name: 'us-west-2',
      from: 'variable',
    });
  for (const variables of [{ REGION: 'emea' }, { BACKUP_REGION: 'us-west-2' }])
    assert.is(regionOfCluster({ variables: variables as Record<string, string> }, [zones]).from, 'zones');
});

test('takes the one region of all zones, by name, ID or label', () => {
  const found = { name: 'eu-west-1', from: 'zones' };
  assert.equal(regionOfCluster({}, [zones]), found);
  assert.equal(regionOfCluster({}, [zones, poolIn('topology.k8s.aws/zone-id', 'euw1-az3')]), found);
  assert.equal(regionOfCluster({}, [poolIn('topology.kubernetes.io/region', 'eu-west-1')]), found);
});

test('assumes us-east-1 where nothing, or more than one region, is named', () => {
  const assumed = { name: 'us-east-1', from: 'assumed' };
  assert.equal(regionOfCluster({}, []), assumed);
  assert.equal(regionOfCluster({}, [zones, poolIn('topology.kubernetes.io/zone', 'us-west-2a')]), assumed);
});

test.run();
