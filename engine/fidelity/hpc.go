package fidelity

// hpcRules are what the planner of tightly coupled jobs (skylab simulate hpc)
// makes of instances and their network. Prices are the rules of billing.
func hpcRules() []Rule {
	const (
		sheet  = "2026-11-23"
		limits = "EC2 user guide, instance network bandwidth: 5 Gbit/s for a flow, 10 within a cluster placement group"
		osu    = "github aws/aws-parallelcluster issue 6449: OSU latency of hpc6a in a cluster placement group"
	)
	return []Rule{
		{"hpc.model", "A step's work is divided evenly among all cores, hyperthreads not counted; then all exchange, and wait for the slowest. Computing and exchanging do not overlap, there are no collective operations, and cores of all types are equally fast.", Simplified, "The model of latency and bandwidth for bulk-synchronous programs", sheet},
		{"hpc.neighbours", "Instances lie in a row and exchange the same number of bytes with each neighbour, in one message each way; ranks of one instance share memory, which takes no time.", Simplified, "A domain cut into slices; real codes cut in two or three dimensions, and send less the more there are", sheet},
		{"hpc.latency", "A message takes 10 µs by EFA in a cluster placement group and 410 µs between zones, half of a round trip. That TCP takes 15 µs more, and a way through the zone outside of a cluster group 40 µs more, is assumed; a spread group is like none.", Assumption, osu + ": 9.9 µs; L. Liesis, cross availability zones network lag (2022): 0.82 ms there and back; AWS promises single-digit milliseconds", sheet},
		{"hpc.bandwidth", "A flow gets 46 Gbit/s by EFA, by TCP 10 in a cluster placement group and 5 elsewhere; flows of an instance share its baseline bandwidth, without bursts or congestion.", Simplified, limits + "; " + osu + ": 4 MiB in 726 µs; ENA Express and several flows between two instances get more", sheet},
		{"hpc.efa", "Messages go by EFA where the type has it, but not to other zones.", Simplified, "AWS ParallelCluster user guide, Elastic Fabric Adapter; AWS Batch wants a cluster placement group as well", sheet},
		{"hpc.cost", "Instances by the second and 60 s at least, from when all run to the end of the job, and bytes between zones at both ends; starting, volumes and addresses are not on the bill.", Simplified, "EC2 sheet 1 and 3; Amazon EC2 pricing, data transfer", sheet},
	}
}
