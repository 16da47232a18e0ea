package ui_test

import (
	"testing"

	"skylab/ui/uitest"
)

func TestConsoleRunsCommandsInTheWorldBesideTheText(t *testing.T) {
	uitest.Play(t, 120, 40, app(t, memory()), func(p *uitest.Player) {
		p.Press("c", "text:aws s3 mb s3://photos", "enter")
		p.Must("make_bucket: photos", "s3://photos")
		p.Press("text:aws lambda invoke --function-name hello /dev/stdout", "enter")
		p.Frames(40)
		p.Must(`{"n":1}`)
		p.Press("text:aws nonsense", "enter")
		p.Must("nonsense", "usage: aws")
		p.Press("esc", "u", "u")
		if p.Shows("s3://photos") {
			t.Error("the bucket is still there after undo")
		}
		p.Press("U")
		p.Must("s3://photos")
	})
}

func TestLinesTypedAheadRunInTheirTurn(t *testing.T) {
	uitest.Play(t, 120, 40, app(t, memory()), func(p *uitest.Player) {
		p.Press("c", "text:wait 500ms", "enter", "text:aws s3 mb s3://ahead", "enter")
		p.Must("1 more to come")
		p.Frames(60)
		p.Must("make_bucket: ahead")
	})
}

func TestClearingKeepsTheLineUnderWay(t *testing.T) {
	uitest.Play(t, 120, 40, app(t, memory()), func(p *uitest.Player) {
		p.Press("c", "text:echo before", "enter", "text:wait 500ms && echo later", "enter", "ctrl+l")
		if p.Shows("before") {
			t.Errorf("the pane is not empty:\n%s", p.Screen())
		}
		p.Frames(60)
		p.Must("later")
	})
}
