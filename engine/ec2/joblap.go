package ec2

import (
	"time"

	"skylab/engine/ec2/hpc"
	"skylab/engine/sim"
)

// The states of a job.
const (
	jobRunning   = "RUNNING"
	jobCompleted = "COMPLETED"
	jobFailed    = "FAILED"
)

// runLap puts the load of the next lap on the instances.
func (s *Service) runLap(j *job) {
	now := s.k.Now()
	next := min(now.Add(lap), j.finish())
	busy := time.Duration(float64(next.Sub(now)) * (j.Result.Compute / j.Result.Step))
	for _, id := range j.Instances {
		s.instances[id].system.Burst(j.Plan.Type.Cores, busy)
	}
	s.k.At(next, JobLapped{j.Name, uint64(j.Began)})
}

// lapped is when a lap of a job is over: the job is, or goes on if all of its
// instances are still there.
func (s *Service) lapped(e JobLapped) {
	j := s.jobs[e.Job]
	if j == nil || j.State != jobRunning || uint64(j.Began) != e.Began {
		return
	}
	now := s.k.Now()
	s.account(j, now)
	for n, id := range j.Instances {
		i := s.instances[id]
		if i == nil || i.state != Running || i.failed || i.system == nil || i.turn != j.Turns[n] {
			s.endJob(j, jobFailed, id+" is gone, and its neighbours wait for it in vain")
			return
		}
	}
	if now >= j.finish() {
		s.endJob(j, jobCompleted, "")
		return
	}
	s.runLap(j)
}

func (s *Service) endJob(j *job, state, why string) {
	j.State, j.Why, j.Ended = state, why, s.k.Now()
	s.k.Emit(JobEnded{j.Name, state, why})
}

// JobView is a job as others see it.
type JobView struct {
	Name, State, Why string
	InstanceType     string
	Instances        int
	// Placement is cluster, none, spread or zones; Network efa or tcp.
	Placement, Network string
	// Steps is how many there are, Done how many are done.
	Steps, Done int64
	// StepSeconds is how long one takes, ExchangeSeconds the part of it in which
	// nobody computes.
	StepSeconds, ExchangeSeconds float64
	// Seconds is how long it has run; LeftSeconds how much longer it will.
	Seconds, LeftSeconds float64
	// Speedup is how many times as fast as one core it is, of Ranks cores.
	Ranks   int
	Speedup float64
}

// Jobs are all jobs by name; one that is started again takes the place of the old.
func (s *Service) Jobs() (out []JobView) {
	for _, j := range sim.InOrder(s.jobs) {
		out = append(out, s.jobView(j))
	}
	return out
}

func (s *Service) jobView(j *job) JobView {
	v := JobView{Name: j.Name, State: j.State, Why: j.Why, InstanceType: j.Plan.Type.Name, Instances: len(j.Instances), Placement: string(j.Plan.Placement),
		Network: string(j.Result.Network), Steps: j.Plan.Steps, StepSeconds: j.Result.Step, ExchangeSeconds: j.Result.Exchange, Ranks: j.Result.Ranks, Speedup: j.Result.Speedup}
	end := j.Ended
	if j.State == jobRunning {
		end = s.k.Now()
		v.LeftSeconds = j.finish().Sub(end).Seconds()
	}
	v.Done, v.Seconds = j.steps(end), end.Sub(j.Began).Seconds()
	return v
}

// jobState is what tells jobs apart.
type jobState struct {
	Job  job
	Type string
	Plan hpc.Placement
}

func (s *Service) jobStates() (out []jobState) {
	for _, j := range sim.InOrder(s.jobs) {
		c := *j
		c.Plan.Type = nil
		out = append(out, jobState{c, j.Plan.Type.Name, j.Plan.Placement})
	}
	return out
}
