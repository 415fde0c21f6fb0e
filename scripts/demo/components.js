/** What the made-up organisation runs, as its teams would keep it in a file: parents in any order, lists with blanks. */
export const COMPONENTS = `name,title,parent,scope,owner,logs,hosts,groups,contact
cloud-vps,Cloud VPS,,cloud-vps,Cloud Services,admin,,,#cloud-admin
cloud-control-plane,OpenStack control plane,cloud-vps,control-plane,Cloud Services,,cloudcontrol*,,
cloud-compute,Hypervisors,cloud-vps,,Cloud Services,,cloudvirt1*,,
cloud-storage,Ceph storage,cloud-vps,,Cloud Services,,cloudceph*,,
cloud-network,Virtual network,cloud-vps,,Cloud Services,,"cloudnet[1005-1006] cloudgw*",,
toolforge,Toolforge,cloud-vps,toolforge,Toolforge,tools,,,#toolforge-admin
toolforge-kubernetes,Toolforge Kubernetes,toolforge,,Toolforge,,tools-k8s-*,,
toolforge-databases,ToolsDB,toolforge,,Toolforge,,tools-db-*,,
paws,PAWS,cloud-vps,team-project,Cloud Services,paws,,,
beta-cluster,Beta cluster,cloud-vps,selected-projects,Release Engineering,deployment-prep,deployment-*,,
production,Production,,,Site Reliability,production,,,#operations
edge,Edge,production,,Traffic,,,,
edge-caches,Caches,edge,,Traffic,,cp*,,
edge-balancers,Load balancers,edge,,Traffic,,lvs*,balancers,
edge-dns,Name servers,edge,,Traffic,,dns*,dns,
databases,Databases,production,,Data Persistence,,,,
databases-eqiad,Databases in eqiad,databases,,Data Persistence,,db1*,core-databases,
databases-codfw,Databases in codfw,databases,,Data Persistence,,db2*,core-databases,
external-storage,External storage,databases,,Data Persistence,,es*,,
object-storage,Object storage,production,,Data Persistence,,"ms-be* ms-fe*",,
application,Application servers,production,,Service Operations,,,,
kubernetes,Kubernetes workers,application,,Service Operations,,wikikube-worker*,,
object-caches,Object caches,application,,Service Operations,,mc1*,object-caches,
search,Search cluster,production,,Search Platform,,cirrussearch*,,
analytics,Analytics cluster,production,,Data Platform,,an-worker*,,
virtual-machines,Ganeti,production,,Infrastructure Foundations,,ganeti*,,
old-storage,Old key-value storage,databases,,Data Persistence,,restbase*,,
`;

/** What became of them since. */
export const RETIRED = { name: 'old-storage', reason: 'its last user moved to the databases' };
