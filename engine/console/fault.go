package console

import (
	"fmt"
	"strconv"
	"strings"

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
	case "az", "zone", "host", "disk", "memory":
		p.injectFault(verb, args)
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

func (p *proc) injectFault(verb string, args []string) {
	in := &ec2.FaultInput{Kind: verb}
	if verb == "az" {
		in.Kind = "zone"
	}
	for i := 0; i < len(args); i++ {
		value := ""
		if i+1 < len(args) {
			value = args[i+1]
		}
		switch args[i] {
		case "--for":
			d, ok := duration(value)
			if !ok || d <= 0 {
				p.fail(StatusUsage, "fault: --for wants a time such as 10m, not %q", value)
				return
			}
			in.DurationSeconds = int(d.Seconds())
			i++
		case "--rate":
			n, err := strconv.Atoi(strings.TrimSuffix(strings.TrimSuffix(value, "MiB"), "MB"))
			if err != nil || n < 1 {
				p.fail(StatusUsage, "fault: --rate wants memory a minute such as 60MiB, not %q", value)
				return
			}
			in.MiBPerMinute = n
			i++
		default:
			in.Target = args[i]
		}
	}
	if in.Target == "" {
		p.fail(StatusUsage, "fault: %s wants a target; fault help shows how", verb)
		return
	}
	p.ask("fault.Inject", in, func(out any) {
		f := out.(*ec2.FaultOutput).Fault
		p.printf("%s\n", faultLine(f))
	})
}

func faultLine(f ec2.FaultDescription) string {
	until := "until fault clear " + f.Target
	if f.Ends != nil {
		until = "until " + f.Ends.Format("15:04:05")
	}
	return fmt.Sprintf("%-8s %-20s %s", f.Kind, f.Target, until)
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
