package ui_test

import (
	"testing"

	"skylab/ui/uitest"
)

func TestWhatIsThereIsBrokenByAKeyAndMended(t *testing.T) {
	uitest.Play(t, 120, 40, app(t, memory()), func(p *uitest.Player) {
		p.Press("x")
		p.Must("Nothing can be broken here: this world has no instances.")
		p.Press("c", "text:aws ec2 run-instances --image-id ami-0abcdef1234567890 --instance-type t3.micro --placement AvailabilityZone=us-east-1b > /dev/null", "enter", "text:wait 20s", "enter")
		p.Frames(2000)
		p.Press("esc", "x")
		p.Must("Break something", "us-east-1b is lost, with 1 instance", "the machine under")
		p.Press("text:1b is lost")
		p.Must("$ fault az us-east-1b")
		p.Press("enter", "c")
		p.Must("$ fault az us-east-1b", "until fault cl", "1b lost")
		p.Press("esc", "x", "text:mend")
		p.Must("zone us-east-1b")
		p.Press("enter")
		if p.Shows("1b lost") {
			t.Errorf("the zone is still lost:\n%s", p.Screen())
		}
		p.Press("x", "text:everywhere")
		p.Must("Nothing here is called so.")
	})
}
