package console

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"skylab/engine/ec2"
)

// jobUsage is `job help`.
const jobUsage = `A tightly coupled job on EC2 instances: the work of each step is divided among
all cores, then each instance sends bytes to its two neighbours, and all wait for
the slowest.

  job start NAME --on INSTANCE... --step 5s --exchange 1MB --steps 10000
  job report [NAME]

  --step      CPU time of a step of the whole job on one core
  --exchange  what an instance sends to each neighbour in a step
  --steps     how many steps there are

How near the instances are to each other decides how long the exchange takes: a
cluster placement group, one zone, or several. skylab simulate hpc has the model.
`

// runJob is `job`.
func runJob(p *proc) {
	verb, args := "help", p.args[1:]
	if len(args) > 0 {
		verb, args = args[0], args[1:]
	}
	switch verb {
	case "help", "--help", "-h":
		p.printf("%s", jobUsage)
		p.exit(0)
	case "start":
		p.startJob(args)
	case "report":
		p.reportJobs(args)
	default:
		p.fail(StatusUsage, "job: there is no job %s; job help says what there is", verb)
	}
}

// startJob is `job start`.
func (p *proc) startJob(args []string) {
	in := &ec2.StartJobInput{}
	option := ""
	for _, word := range args {
		problem := ""
		switch {
		case strings.HasPrefix(word, "-"):
			option = word
			continue
		case option == "" && in.Name == "":
			in.Name = word
		case option == "--on":
			in.InstanceIds = append(in.InstanceIds, strings.Fields(word)...)
		default:
			problem = jobOption(in, option, word)
			option = ""
		}
		if problem != "" {
			p.fail(StatusUsage, "job: %s", problem)
			return
		}
	}
	switch {
	case in.Name == "":
		p.fail(StatusUsage, "job: start wants a name; job help shows how")
	case len(in.InstanceIds) == 0:
		p.fail(StatusUsage, "job: --on wants the instances that it runs on")
	case in.StepNanoseconds == 0 || in.Steps == 0:
		p.fail(StatusUsage, "job: --step and --steps say how much there is to do; job help shows how")
	default:
		p.ask("job.Start", in, func(out any) { p.printf("%s", jobReport(out.(*ec2.StartJobOutput).Job)) })
	}
}

// jobOption reads an option's value; a text says what is wrong with it.
func jobOption(in *ec2.StartJobInput, option, value string) (problem string) {
	switch option {
	case "--step":
		d, err := time.ParseDuration(value)
		if err != nil || d <= 0 {
			return "--step wants a time such as 5s, not " + strconv.Quote(value)
		}
		in.StepNanoseconds = int64(d)
	case "--steps":
		n, err := strconv.ParseInt(value, 10, 64)
		if err != nil || n < 1 {
			return "--steps wants a number, not " + strconv.Quote(value)
		}
		in.Steps = n
	case "--exchange":
		n, ok := bytesOf(value)
		if !ok {
			return "--exchange wants bytes such as 1MB or 64KiB, not " + strconv.Quote(value)
		}
		in.ExchangeBytes = n
	default:
		return "what is " + strconv.Quote(value) + "? job help shows what it takes"
	}
	return ""
}

// bytesOf reads 1MB, 64KiB or a plain number.
func bytesOf(text string) (int64, bool) {
	for _, u := range []struct {
		name  string
		bytes int64
	}{{"KiB", 1 << 10}, {"MiB", 1 << 20}, {"GiB", 1 << 30}, {"KB", 1e3}, {"MB", 1e6}, {"GB", 1e9}, {"B", 1}, {"", 1}} {
		number, is := strings.CutSuffix(text, u.name)
		if !is {
			continue
		}
		n, err := strconv.ParseInt(number, 10, 32)
		return n * u.bytes, err == nil && n >= 0
	}
	return 0, false
}

// reportJobs is `job report`.
func (p *proc) reportJobs(args []string) {
	found := false
	for _, j := range p.s.w.EC2.Jobs() {
		if len(args) == 0 || j.Name == args[0] {
			p.printf("%s", jobReport(j))
			found = true
		}
	}
	switch {
	case found:
		p.exit(0)
	case len(args) > 0:
		p.fail(1, "job: there is no job %s; job report lists them all", args[0])
	default:
		p.printf("no job has been started\n")
		p.exit(0)
	}
}

// jobReport is a job in a few lines.
func jobReport(j ec2.JobView) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %d × %s, %s, by %s\n", j.Name, j.Instances, j.InstanceType, placementWords[j.Placement], strings.ToUpper(j.Network))
	fmt.Fprintf(&b, "  %s, %d of %d steps, %s", j.State, j.Done, j.Steps, took(j.Seconds))
	if j.LeftSeconds > 0 {
		fmt.Fprintf(&b, ", %s to go", took(j.LeftSeconds))
	}
	if j.Why != "" {
		fmt.Fprintf(&b, ": %s", j.Why)
	}
	fmt.Fprintf(&b, "\n  a step takes %.4g ms, of which %.4g ms are waiting for neighbours\n", 1000*j.StepSeconds, 1000*j.ExchangeSeconds)
	fmt.Fprintf(&b, "  %.4g times as fast as one core, on %d cores\n", j.Speedup, j.Ranks)
	return b.String()
}

// placementWords say how instances stand to each other.
var placementWords = map[string]string{"cluster": "in a cluster placement group", "none": "in one zone", "spread": "in a spread placement group", "zones": "in several zones"}

// took is a time in seconds as it is shown.
func took(seconds float64) string {
	d := time.Duration(seconds * float64(time.Second))
	if d < time.Minute {
		return d.Round(time.Millisecond).String()
	}
	return d.Round(time.Second).String()
}
