CREATE CONSTRAINT isnad_entity IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT isnad_document IF NOT EXISTS FOR (n:Document) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT isnad_claim IF NOT EXISTS FOR (n:Claim) REQUIRE n.id IS UNIQUE;
UNWIND [
  {id: '0c538692-6470-51cf-8925-e4e7882100f4', props: {key: 'armed-group:=cmd()', name: '=cmd|\'/C calc\'!A0', names: ['الأول'], kind: 'armed-group'}},
  {id: '643b3e3f-9d58-567c-90dc-53ab6bf9643d', props: {key: 'actor/isis', name: 'تنظيم داعش', names: ['تنظيم داعش', 'داعش'], kind: 'armed-group', class: 'rebel'}},
  {id: '6c484417-0966-5945-b351-2acc1ea9b975', props: {key: 'media/observatory', name: 'المرصد السوري', names: ['المرصد السوري'], kind: 'media'}},
  {id: 'aab87221-1521-5a82-b7cb-19707909702f', props: {key: 'actor/sdf', name: 'قوات سوريا الديمقراطية', english: 'Syrian Democratic Forces', names: ['Syrian Democratic Forces', 'قسد', 'قوات سوريا الديمقراطية'], kind: 'armed-group', class: 'rebel', wikidata: 'Q21012970'}},
  {id: 'd789d68f-3d77-5863-892e-5dea21e4a752', props: {key: 'person:marked', name: 'أبو "علي",\n<b>‏ابن‍ خالد⁩ & co\r', names: ['الثاني'], kind: 'person'}}
] AS row
MERGE (n:Entity {id: row.id})
SET n += row.props, n:Actor;
UNWIND [
  {id: '1e823e34-c7e1-52c7-9493-9adcd6b61074', props: {key: 'place/deir-ez-zor', name: 'دير الزور', names: ['دير الزور'], kind: 'region'}},
  {id: '773ee84a-51fb-5503-87f4-6df539a45d34', props: {key: 'place/hajin', name: 'هجين', names: ['هجين'], kind: 'settlement', parent: 'place/deir-ez-zor', latitude: 34.6891, longitude: 40.8306}},
  {id: 'a781009d-38cc-55f0-9565-a755b7c35f1e', props: {key: 'place/far-west', name: '-بعيد', names: ['الثالث'], kind: 'settlement', latitude: -4.5, longitude: -0.25}}
] AS row
MERGE (n:Entity {id: row.id})
SET n += row.props, n:Place;
UNWIND [
  {id: '36b4b753-f7a2-5157-8d95-70fa7a237969', props: {key: 'one', outlet: 'وكالة أولى', published: date('2018-10-22'), sha256: '8552b63c007794eec5e2975606b2aca7cfe0cc713ba3c74b1397996010c7a239'}},
  {id: '710071cd-58dd-538e-8e57-82ce2b72e476', props: {key: 'two', outlet: 'وكالة ثانية', sha256: '31d0b27645e263cb0454cfbeb3ae5f63158004de358e0fd2435edb43ed113713'}},
  {id: 'b152cd0e-cbcb-5223-9ecb-3366c3bca57c', props: {key: 'three', outlet: 'وكالة ثالثة', published: date('2018-10-20'), sha256: '3d057bd0b54cacf306c43b6610b0d1c3bd5e7ff84355b8c7184cc6fcf6bffc64'}},
  {id: 'd74dde31-56e0-5ef8-80fe-93ea6add700f', props: {key: 'bad', outlet: '=1+1', published: date('2019-01-01'), sha256: 'd1c2f71412868c2ff5c92e026dac8fa176c9738b94b6c1d07b15fcdf4fc12780'}}
] AS row
MERGE (n:Document {id: row.id})
SET n += row.props;
UNWIND [
  {id: '1dc52094-5a67-53eb-9a79-21ba73c93ce4', props: {`type`: 'control', phase: 'gain', status: 'denied', sentence: 'نفت قسد سيطرة داعش على هجين وتعتزم التقدم', quote: 'سيطرة', `start`: 14, `end`: 24, rule: 'test'}},
  {id: '46673f5f-96c8-59b9-b411-d3aca3683a4d', props: {`type`: 'attack', status: 'failed', sentence: 'هاجم داعش قسد في هجين، وتفاوضت قسد مع داعش', quote: 'هاجم داعش', `start`: 0, `end`: 17, rule: 'test'}},
  {id: '6936fc61-6511-507b-ac02-28b2861562ce', props: {`type`: 'negotiate', status: 'happened', `from`: date('2018-11-02'), `to`: date('2018-11-02'), sentence: 'هاجم داعش قسد في هجين، وتفاوضت قسد مع داعش', quote: 'تفاوضت', `start`: 43, `end`: 55, rule: 'test'}},
  {id: '85a0fa9c-ac82-5c36-8586-1c82c25112ad', props: {`type`: 'attack', status: 'happened', `from`: date('2018-10-21'), `to`: date('2018-10-21'), sentence: 'قال المرصد السوري إن تنظيم داعش هاجم قوات سوريا الديمقراطية في هجين بدير الزور', quote: 'هاجم', `start`: 58, `end`: 66, rule: 'test'}},
  {id: 'c5fdddbf-8039-5b9e-b8cb-c4113ca4149c', props: {`type`: 'attack', status: 'happened', `from`: date('2018-12-01'), sentence: '+قصف\n"الأول" الثاني عند الثالث', quote: '+قصف\n"الأول" الثاني', `start`: 0, `end`: 34, rule: 'test'}},
  {id: 'c9bc3481-69b8-55d3-af7c-7956221130d0', props: {`type`: 'attack', status: 'planned', sentence: 'نفت قسد سيطرة داعش على هجين وتعتزم التقدم', quote: 'التقدم', `start`: 63, `end`: 75, rule: 'test'}},
  {id: 'feb14e80-b35d-5be6-bfcc-53c04e5772ac', props: {`type`: 'part-of', status: 'happened', sentence: 'قال المرصد السوري إن تنظيم داعش هاجم قوات سوريا الديمقراطية في هجين بدير الزور', quote: 'هجين بدير الزور', `start`: 115, `end`: 143, rule: 'test'}}
] AS row
MERGE (n:Claim {id: row.id})
SET n += row.props;
UNWIND [
  {a: '1dc52094-5a67-53eb-9a79-21ba73c93ce4', b: 'b152cd0e-cbcb-5223-9ecb-3366c3bca57c', props: {}},
  {a: '46673f5f-96c8-59b9-b411-d3aca3683a4d', b: '710071cd-58dd-538e-8e57-82ce2b72e476', props: {}},
  {a: '6936fc61-6511-507b-ac02-28b2861562ce', b: '710071cd-58dd-538e-8e57-82ce2b72e476', props: {}},
  {a: '85a0fa9c-ac82-5c36-8586-1c82c25112ad', b: '36b4b753-f7a2-5157-8d95-70fa7a237969', props: {}},
  {a: 'c5fdddbf-8039-5b9e-b8cb-c4113ca4149c', b: 'd74dde31-56e0-5ef8-80fe-93ea6add700f', props: {}},
  {a: 'c9bc3481-69b8-55d3-af7c-7956221130d0', b: 'b152cd0e-cbcb-5223-9ecb-3366c3bca57c', props: {}},
  {a: 'feb14e80-b35d-5be6-bfcc-53c04e5772ac', b: '36b4b753-f7a2-5157-8d95-70fa7a237969', props: {}}
] AS row
MATCH (a:Claim {id: row.a}), (b:Document {id: row.b})
MERGE (a)-[r:SAID_IN]->(b)
SET r += row.props;
UNWIND [
  {a: '1dc52094-5a67-53eb-9a79-21ba73c93ce4', b: '643b3e3f-9d58-567c-90dc-53ab6bf9643d', props: {rank: 1, inferred: false}},
  {a: '46673f5f-96c8-59b9-b411-d3aca3683a4d', b: '643b3e3f-9d58-567c-90dc-53ab6bf9643d', props: {rank: 1, inferred: false}},
  {a: '6936fc61-6511-507b-ac02-28b2861562ce', b: 'aab87221-1521-5a82-b7cb-19707909702f', props: {rank: 1, inferred: false}},
  {a: '6936fc61-6511-507b-ac02-28b2861562ce', b: '643b3e3f-9d58-567c-90dc-53ab6bf9643d', props: {rank: 2, inferred: false}},
  {a: '85a0fa9c-ac82-5c36-8586-1c82c25112ad', b: '643b3e3f-9d58-567c-90dc-53ab6bf9643d', props: {rank: 1, inferred: false}},
  {a: 'c5fdddbf-8039-5b9e-b8cb-c4113ca4149c', b: '0c538692-6470-51cf-8925-e4e7882100f4', props: {rank: 1, inferred: false}},
  {a: 'c9bc3481-69b8-55d3-af7c-7956221130d0', b: 'aab87221-1521-5a82-b7cb-19707909702f', props: {rank: 1, inferred: false}},
  {a: 'feb14e80-b35d-5be6-bfcc-53c04e5772ac', b: '773ee84a-51fb-5503-87f4-6df539a45d34', props: {rank: 1, inferred: false}}
] AS row
MATCH (a:Claim {id: row.a}), (b:Entity {id: row.b})
MERGE (a)-[r:HAS_AGENT]->(b)
SET r += row.props;
UNWIND [
  {a: '46673f5f-96c8-59b9-b411-d3aca3683a4d', b: 'aab87221-1521-5a82-b7cb-19707909702f', props: {rank: 1, inferred: false}},
  {a: '85a0fa9c-ac82-5c36-8586-1c82c25112ad', b: 'aab87221-1521-5a82-b7cb-19707909702f', props: {rank: 1, inferred: false}},
  {a: 'c5fdddbf-8039-5b9e-b8cb-c4113ca4149c', b: 'd789d68f-3d77-5863-892e-5dea21e4a752', props: {rank: 1, inferred: false}},
  {a: 'c9bc3481-69b8-55d3-af7c-7956221130d0', b: '643b3e3f-9d58-567c-90dc-53ab6bf9643d', props: {rank: 1, inferred: false}},
  {a: 'feb14e80-b35d-5be6-bfcc-53c04e5772ac', b: '1e823e34-c7e1-52c7-9493-9adcd6b61074', props: {rank: 1, inferred: false}}
] AS row
MATCH (a:Claim {id: row.a}), (b:Entity {id: row.b})
MERGE (a)-[r:HAS_PATIENT]->(b)
SET r += row.props;
UNWIND [
  {a: '1dc52094-5a67-53eb-9a79-21ba73c93ce4', b: '773ee84a-51fb-5503-87f4-6df539a45d34', props: {rank: 1, inferred: false}},
  {a: '46673f5f-96c8-59b9-b411-d3aca3683a4d', b: '773ee84a-51fb-5503-87f4-6df539a45d34', props: {rank: 1, inferred: false}},
  {a: '85a0fa9c-ac82-5c36-8586-1c82c25112ad', b: '773ee84a-51fb-5503-87f4-6df539a45d34', props: {rank: 1, inferred: false}},
  {a: 'c5fdddbf-8039-5b9e-b8cb-c4113ca4149c', b: 'a781009d-38cc-55f0-9565-a755b7c35f1e', props: {rank: 1, inferred: false}}
] AS row
MATCH (a:Claim {id: row.a}), (b:Entity {id: row.b})
MERGE (a)-[r:AT_PLACE]->(b)
SET r += row.props;
UNWIND [
  {a: '1dc52094-5a67-53eb-9a79-21ba73c93ce4', b: 'aab87221-1521-5a82-b7cb-19707909702f', props: {rank: 1, inferred: false}},
  {a: '85a0fa9c-ac82-5c36-8586-1c82c25112ad', b: '6c484417-0966-5945-b351-2acc1ea9b975', props: {rank: 1, inferred: false}}
] AS row
MATCH (a:Claim {id: row.a}), (b:Entity {id: row.b})
MERGE (a)-[r:HEARD_FROM]->(b)
SET r += row.props;
UNWIND [
  {a: '0c538692-6470-51cf-8925-e4e7882100f4', b: 'd789d68f-3d77-5863-892e-5dea21e4a752', props: {id: '21892171-bf03-5f08-a343-289950f18549', supporting: 1, denying: 0, documents: 1, sources: 1, symmetric: false, `from`: date('2018-12-01'), `to`: date('2018-12-01'), claims: ['c5fdddbf-8039-5b9e-b8cb-c4113ca4149c']}},
  {a: '643b3e3f-9d58-567c-90dc-53ab6bf9643d', b: '773ee84a-51fb-5503-87f4-6df539a45d34', props: {id: '7e7e23c5-d5fb-56ce-b414-eb85fc5868be', supporting: 2, denying: 0, documents: 2, sources: 2, symmetric: false, `from`: date('2018-10-21'), `to`: date('2018-10-21'), claims: ['46673f5f-96c8-59b9-b411-d3aca3683a4d', '85a0fa9c-ac82-5c36-8586-1c82c25112ad']}},
  {a: '0c538692-6470-51cf-8925-e4e7882100f4', b: 'a781009d-38cc-55f0-9565-a755b7c35f1e', props: {id: '8353fcc2-561c-584f-846d-3d31b71ef3a8', supporting: 1, denying: 0, documents: 1, sources: 1, symmetric: false, `from`: date('2018-12-01'), `to`: date('2018-12-01'), claims: ['c5fdddbf-8039-5b9e-b8cb-c4113ca4149c']}},
  {a: '643b3e3f-9d58-567c-90dc-53ab6bf9643d', b: 'aab87221-1521-5a82-b7cb-19707909702f', props: {id: 'c9715644-b9c0-5bf9-8132-d08871bbffbc', supporting: 2, denying: 0, documents: 2, sources: 2, symmetric: false, `from`: date('2018-10-21'), `to`: date('2018-10-21'), claims: ['46673f5f-96c8-59b9-b411-d3aca3683a4d', '85a0fa9c-ac82-5c36-8586-1c82c25112ad']}}
] AS row
MATCH (a:Entity {id: row.a}), (b:Entity {id: row.b})
MERGE (a)-[r:ATTACKED {id: row.props.id}]->(b)
SET r += row.props;
UNWIND [
  {a: '643b3e3f-9d58-567c-90dc-53ab6bf9643d', b: 'aab87221-1521-5a82-b7cb-19707909702f', props: {id: 'bf2f306c-ccb7-5fd3-b81f-cf7af86647b0', supporting: 1, denying: 0, documents: 1, sources: 1, symmetric: true, `from`: date('2018-11-02'), `to`: date('2018-11-02'), claims: ['6936fc61-6511-507b-ac02-28b2861562ce']}}
] AS row
MATCH (a:Entity {id: row.a}), (b:Entity {id: row.b})
MERGE (a)-[r:NEGOTIATED_WITH {id: row.props.id}]->(b)
SET r += row.props;
UNWIND [
  {a: '773ee84a-51fb-5503-87f4-6df539a45d34', b: '1e823e34-c7e1-52c7-9493-9adcd6b61074', props: {id: '8c9d2d2a-4319-5f2d-9023-a80285ec5481', supporting: 1, denying: 0, documents: 1, sources: 1, symmetric: false, claims: ['feb14e80-b35d-5be6-bfcc-53c04e5772ac']}}
] AS row
MATCH (a:Entity {id: row.a}), (b:Entity {id: row.b})
MERGE (a)-[r:PART_OF {id: row.props.id}]->(b)
SET r += row.props;
