package ec2

import (
	"slices"
	"time"

	"skylab/engine/aws"
	"skylab/engine/billing"
	"skylab/engine/ec2/ec2api"
	"skylab/engine/ec2/hpc"
	"skylab/engine/sim"
)

// job is a tightly coupled program on several instances: a rank on each core,
// which compute a step, tell their neighbours, and wait for the slowest. How long
// that takes is package hpc's model.
//
// fidelity: hpc.model
type job struct {
	Name      string
	Instances []string
	Turns     []uint64 // of the instances' states when it began
	Plan      hpc.Job
	Result    hpc.Result
	State     string // RUNNING, COMPLETED or FAILED
	Why       string
	Began     sim.Time
	Ended     sim.Time // 0 while it runs
	Done      int64    // steps whose load and bytes are accounted for
}

// lap is how often a job's load is put on its instances, and how soon it is found
// out that one of them is gone.
const lap = 10 * time.Second

// finish is when a job is over, if nothing happens to it.
func (j *job) finish() sim.Time {
	return j.Began.Add(time.Duration(j.Result.Finish * float64(time.Second)))
}

// steps are those that are done by an instant.
func (j *job) steps(at sim.Time) int64 {
	if at >= j.finish() {
		return j.Plan.Steps
	}
	return min(int64(at.Sub(j.Began).Seconds()/j.Result.Step), j.Plan.Steps)
}

func (s *Service) jobOperations() []aws.Operation {
	return []aws.Operation{
		aws.Op(aws.Operation{Service: "job", Name: "Start", Hidden: true, Doc: "Runs a tightly coupled job on instances.", Errors: []string{"InvalidJob"}}, s.startJob),
		aws.Op(aws.Operation{Service: "job", Name: "Describe", Hidden: true, ReadOnly: true, Doc: "Lists the jobs.", Errors: []string{"InvalidJob"}}, s.describeJobs),
	}
}

// StartJobInput is a job: its Name, the instances that it runs on, the CPU time of
// a step of the whole job on one core, how many steps there are, and how many
// bytes an instance sends to each neighbour in a step.
type StartJobInput struct {
	Name            string   `aws:"required"`
	InstanceIds     []string `aws:"required"`
	StepNanoseconds int64    `aws:"required,min=1"`
	Steps           int64    `aws:"required,min=1"`
	ExchangeBytes   int64    `aws:"min=0"`
}

// StartJobOutput is the job as it began.
type StartJobOutput struct{ Job JobView }

func invalidJob(format string, args ...any) *aws.Error {
	return aws.Errorf(400, "InvalidJob", format, args...)
}

// startJob has the instances compute, if a job can run on them.
func (s *Service) startJob(_ *aws.Request, in *StartJobInput) (*StartJobOutput, error) {
	if old := s.jobs[in.Name]; old != nil && old.State == jobRunning {
		return nil, invalidJob("The job %s is running already", in.Name)
	}
	if len(in.InstanceIds) == 0 {
		return nil, invalidJob("A job needs instances")
	}
	j := &job{Name: in.Name, State: jobRunning, Began: s.k.Now(), Plan: hpc.Job{Instances: len(in.InstanceIds), Work: time.Duration(in.StepNanoseconds), Steps: in.Steps, Exchange: in.ExchangeBytes}}
	for _, id := range in.InstanceIds {
		i, err := s.instance(id)
		switch {
		case err != nil:
			return nil, err
		case slices.Contains(j.Instances, id):
			return nil, invalidJob("%s is named twice", id)
		case i.state != Running || i.system == nil || i.failed:
			return nil, invalidJob("%s is %s and its system does not run: a job needs all of its instances", id, i.state.Name)
		case j.Plan.Type != nil && j.Plan.Type != i.kind:
			return nil, invalidJob("%s is a %s and others are %s: a job runs on instances of one type", id, i.kind.Name, j.Plan.Type.Name)
		}
		j.Plan.Type = i.kind
		j.Instances, j.Turns = append(j.Instances, id), append(j.Turns, i.turn)
	}
	j.Plan.Placement = s.placementOf(j.Instances)
	result, err := hpc.Run(j.Plan)
	if err != nil {
		return nil, invalidJob("%v", err)
	}
	if longest := 30 * 24 * time.Hour; time.Duration(result.Finish*float64(time.Second)) > longest {
		return nil, invalidJob("The job would take %.0f days; 30 are the most", result.Finish/86400)
	}
	j.Result = result
	s.jobs[j.Name] = j
	s.k.Emit(JobStarted{j.Name, len(j.Instances)})
	s.runLap(j)
	return &StartJobOutput{s.jobView(j)}, nil
}

// placementOf is how instances stand to each other.
func (s *Service) placementOf(ids []string) hpc.Placement {
	first := s.instances[ids[0]]
	group, sameZone := first.wants.PlacementGroup, true
	for _, id := range ids {
		i := s.instances[id]
		sameZone = sameZone && i.subnet == first.subnet
		if i.wants.PlacementGroup != group {
			group = ""
		}
	}
	g := s.placements[group]
	switch {
	case !sameZone:
		return hpc.Zones
	case g != nil && g.Strategy == "cluster":
		return hpc.Cluster
	case g != nil && g.Strategy == "spread":
		return hpc.Spread
	}
	return hpc.None
}

// DescribeJobsOutput are the jobs, by name.
type DescribeJobsOutput struct {
	Jobs []JobView `aws:"always"`
}

func (s *Service) describeJobs(*aws.Request, *ec2api.Empty) (*DescribeJobsOutput, error) {
	return &DescribeJobsOutput{s.Jobs()}, nil
}

// account has the instances compute what the next lap's steps take, and meters
// what the steps since the last one have sent between zones.
func (s *Service) account(j *job, now sim.Time) {
	done := j.steps(now)
	steps := done - j.Done
	j.Done = done
	for n := 1; n < len(j.Instances); n++ {
		a, b := s.instances[j.Instances[n-1]], s.instances[j.Instances[n]]
		if a == nil || b == nil || a.subnet == b.subnet {
			continue
		}
		for _, i := range []*instance{a, b} { // both directions, at each end
			s.bill.Meter(billing.DataTransferRegional, i.id).AddBase(2 * j.Plan.Exchange * steps)
		}
	}
}
