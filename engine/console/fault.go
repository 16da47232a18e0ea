package console

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"skylab/engine"
	"skylab/engine/aws"
	"skylab/engine/ec2"
)

// faultUsage is `fault help`.
const faultUsage = `Breaks something on purpose.

  fault az ZONE            the zone is lost: what runs there cannot be reached,
                           and nothing can be launched there
  fault host INSTANCE      the machine under an instance fails
  fault disk INSTANCE      its root volume is full
  fault memory INSTANCE    its server leaks memory [--rate 60MiB, a minute]
  fault spot INSTANCE      AWS takes a Spot Instance back after two minutes
                           [--notice 5m]
  fault capacity TYPE      AWS has no more instances of a type
                           [--zone us-east-1a] [--left 2]
  fault list               what is broken now
  fault clear [TARGET]     mends it, or everything

  --for 10m                it ends by itself
`

// runFault is `fault`.
func runFault(p *proc) {
	verb, args := "help", p.args[1:]
	if len(args) > 0 {
		verb, args = args[0], args[1:]
	}
	switch verb {
	case "help", "--help", "-h":
		p.printf("%s", faultUsage)
		p.exit(0)
	case "list":
		p.listFaults()
	case "clear":
		in := &ec2.ClearFaultsInput{}
		if len(args) > 0 {
			in.Target = args[0]
		}
		p.ask("fault.Clear", in, func(out any) {
			p.printf("%d ended\n", out.(*ec2.ClearFaultsOutput).Cleared)
		})
	case "az", "zone", "host", "disk", "memory", "capacity", "spot":
		p.breakSomething(verb, args)
	default:
		p.fail(StatusUsage, "fault: %q cannot be broken; fault help says what can", verb)
	}
}

// ask makes a call of skylab's own, and shows its error or what then prints.
func (p *proc) ask(id string, in any, then func(out any)) {
	p.call(p.s.w.Operation(id), in, func(out any, err *aws.Error) {
		if err != nil {
			p.fail(1, "%s: %s", strings.Split(id, ".")[0], err.Message)
			return
		}
		then(out)
		p.exit(0)
	})
}

// breakSomething asks for the fault that a command line describes.
func (p *proc) breakSomething(kind string, args []string) {
	in := &ec2.FaultInput{Kind: kind}
	if kind == "az" {
		in.Kind = "zone"
	}
	notice := time.Duration(0)
	for i := 0; i < len(args); i++ {
		name, value := args[i], ""
		if !strings.HasPrefix(name, "-") {
			if in.Target != "" {
				p.fail(StatusUsage, "fault: one target at a time, not %s and %s", in.Target, name)
				return
			}
			in.Target = name
			continue
		}
		if i++; i < len(args) {
			value = args[i]
		}
		if problem := faultOption(in, &notice, name, value); problem != "" {
			p.fail(StatusUsage, "fault: %s", problem)
			return
		}
	}
	switch {
	case in.Target == "":
		p.fail(StatusUsage, "fault: %s wants a target; fault help shows how", kind)
	case kind == "spot":
		p.interruptSpot(in.Target, notice)
	default:
		p.ask("fault.Inject", in, func(out any) { p.printf("%s\n", faultLine(out.(*ec2.FaultOutput).Fault)) })
	}
}

// faultOption reads an option; a text says what is wrong with it.
func faultOption(in *ec2.FaultInput, notice *time.Duration, name, value string) (problem string) {
	kind := in.Kind
	only := func(kinds ...string) bool { return slices.Contains(kinds, kind) }
	switch {
	case name == "--for" && !only("spot"):
		d, ok := duration(value)
		if !ok || d < time.Second {
			return "--for wants a time such as 10m, not " + strconv.Quote(value)
		}
		in.DurationSeconds = int(d.Seconds())
	case name == "--rate" && only("memory"):
		n, err := strconv.Atoi(strings.TrimSuffix(strings.TrimSuffix(value, "MiB"), "MB"))
		if err != nil || n < 1 {
			return "--rate wants memory a minute such as 60MiB, not " + strconv.Quote(value)
		}
		in.MiBPerMinute = n
	case name == "--zone" && only("capacity"):
		in.AvailabilityZone = value
	case name == "--left" && only("capacity"):
		n, err := strconv.Atoi(value)
		if err != nil || n < 0 {
			return "--left wants how many instances there still are, not " + strconv.Quote(value)
		}
		in.Instances = n
	case name == "--notice" && only("spot"):
		d, ok := duration(value)
		if !ok || d < 2*time.Minute || d > 15*time.Minute {
			return "--notice wants a time from 2m to 15m, not " + strconv.Quote(value)
		}
		*notice = d
	default:
		return kind + " takes no " + name + "; fault help shows what it takes"
	}
	return ""
}

// interruptSpot has AWS take a Spot Instance back.
func (p *proc) interruptSpot(id string, notice time.Duration) {
	notice = max(notice, 2*time.Minute)
	in := &ec2.InterruptSpotInput{InstanceId: id, DurationBeforeSeconds: int(notice.Seconds())}
	p.ask("fault.InterruptSpot", in, func(any) {
		p.printf("%-8s %-20s is told now, and taken back at %s\n", "spot", id, p.s.w.Now().Add(notice).Wall().Format("15:04:05"))
	})
}

func faultLine(f ec2.FaultDescription) string {
	until := "until fault clear " + f.Target
	if f.Ends != nil {
		until = "until " + f.Ends.Format("15:04:05")
	}
	target := f.Target
	if f.AvailabilityZone != "" {
		target += " in " + f.AvailabilityZone
	}
	return fmt.Sprintf("%-8s %-20s %s", f.Kind, target, until)
}

func (p *proc) listFaults() {
	r := p.s.w.Do(engine.Call{Operation: "fault.Describe", By: "console"})
	out := r.Out.(*ec2.DescribeFaultsOutput)
	if len(out.Faults) == 0 {
		p.printf("nothing is broken\n")
	}
	for _, f := range out.Faults {
		p.printf("%s\n", faultLine(f))
	}
	p.exit(0)
}
