package ec2

import (
	"slices"
	"strconv"
	"time"

	"skylab/engine/aws"
	"skylab/engine/billing"
	"skylab/engine/ec2/ec2api"
	"skylab/engine/sim"
)

// snapshot is a copy of a volume that outlives it.
type snapshot struct {
	ID, Volume, Description, State string // pending, completed
	GiB                            int
	Encrypted                      bool
	Started                        sim.Time
}

func (s *Service) snapshotOperations() []aws.Operation {
	notFound := []string{"InvalidSnapshot.NotFound", "InvalidSnapshotID.Malformed"}
	return []aws.Operation{
		ec2api.Op(s.api, aws.Operation{Name: "CreateSnapshot", Doc: "Copies a volume as it is now; the copy outlives it.",
			Errors: []string{"InvalidVolume.NotFound"}, Unsimulated: []string{"OutpostArn", "Location"}}, s.createSnapshot),
		ec2api.Op(s.api, aws.Operation{Name: "DeleteSnapshot", Doc: "Deletes a snapshot.", Errors: append(notFound, "InvalidSnapshot.InUse")}, s.deleteSnapshot),
		ec2api.Op(s.api, aws.Operation{Name: "DescribeSnapshots", ReadOnly: true, Doc: "Lists the account's snapshots.", Errors: notFound,
			Unsimulated: []string{"RestorableByUserIds"}}, s.describeSnapshots),
	}
}

// CreateSnapshotInput follows AWS's model.
type CreateSnapshotInput struct {
	Description       string
	VolumeId          string `aws:"required"`
	TagSpecifications []ec2api.TagSpecification
	DryRun            bool
}

// Snapshot is a snapshot as the API shows it.
type Snapshot struct {
	Tags        []ec2api.Tag
	StorageTier string
	SnapshotId  string
	VolumeId    string
	State       string `aws:"at=status"`
	StartTime   time.Time
	Progress    string
	OwnerId     string
	Description string `aws:"always"`
	VolumeSize  int
	Encrypted   bool `aws:"always"`
}

// createSnapshot copies a volume. The copy takes its time, and is of the volume
// as it is now.
//
// fidelity: ec2.snapshots
func (s *Service) createSnapshot(_ *aws.Request, in *CreateSnapshotInput) (*Snapshot, error) {
	v, err := s.volumeOf(in.VolumeId)
	if err != nil {
		return nil, err
	}
	if err := ec2api.CheckSpecifications(in.TagSpecifications, "snapshot"); err != nil {
		return nil, err
	}
	n := s.newSnapshot(v.id, in.Description, v.gib, v.encrypted, in.TagSpecifications)
	out := s.describeSnapshot(n)
	return &out, nil
}

// newSnapshot begins a snapshot.
func (s *Service) newSnapshot(volume, description string, gib int, encrypted bool, tags []ec2api.TagSpecification) *snapshot {
	n := &snapshot{ID: s.newID("snap"), Volume: volume, Description: description, State: "pending", GiB: gib, Encrypted: encrypted, Started: s.k.Now()}
	s.snapshots[n.ID] = n
	s.api.Tags.Add(n.ID, "snapshot", tags)
	s.bill.Hold(billing.SnapshotStorage, n.ID, "", int64(n.GiB))
	s.k.After(copying+time.Duration(n.GiB)*copyingGiB, SnapshotCompleted{n.ID})
	return n
}

// dropSnapshot deletes a snapshot.
func (s *Service) dropSnapshot(n *snapshot) {
	s.bill.Hold(billing.SnapshotStorage, n.ID, "", 0)
	delete(s.snapshots, n.ID)
	s.api.Tags.Remove(n.ID)
}

func (s *Service) snapshotCompleted(e SnapshotCompleted) {
	if n := s.snapshots[e.Snapshot]; n != nil {
		n.State = "completed"
	}
}

// snapshotOf is the snapshot with that id, or AWS's error.
func (s *Service) snapshotOf(id string) (*snapshot, *aws.Error) {
	if n := s.snapshots[id]; n != nil {
		return n, nil
	}
	if err := ec2api.CheckID(id, "snap", "InvalidSnapshotID"); err != nil {
		return nil, err
	}
	return nil, aws.Errorf(400, "InvalidSnapshot.NotFound", "The snapshot '%s' does not exist.", id)
}

// DeleteSnapshotInput follows AWS's model.
type DeleteSnapshotInput struct {
	SnapshotId string `aws:"required"`
	DryRun     bool
}

func (s *Service) deleteSnapshot(_ *aws.Request, in *DeleteSnapshotInput) (*ec2api.Empty, error) {
	n, err := s.snapshotOf(in.SnapshotId)
	if err != nil {
		return nil, err
	}
	for _, m := range sim.InOrder(s.images) {
		if m.own != nil && slices.Contains(m.own.Snapshots, n.ID) {
			return nil, aws.Errorf(400, "InvalidSnapshot.InUse", "The snapshot %s is currently in use by %s", n.ID, m.id)
		}
	}
	s.dropSnapshot(n)
	return nil, nil
}

// DescribeSnapshotsInput follows AWS's model.
type DescribeSnapshotsInput struct {
	MaxResults  int
	NextToken   string
	OwnerIds    []string `aws:"at=Owner"`
	SnapshotIds []string
	DryRun      bool
	Filters     []ec2api.Filter
}

// DescribeSnapshotsOutput is a page of snapshots.
type DescribeSnapshotsOutput struct {
	NextToken string
	Snapshots []Snapshot `aws:"always"`
}

var snapshotFilters = ec2api.Properties[Snapshot]{
	"description": ec2api.One(func(n Snapshot) string { return n.Description }),
	"encrypted":   ec2api.One(func(n Snapshot) string { return strconv.FormatBool(n.Encrypted) }),
	"owner-id":    ec2api.One(func(n Snapshot) string { return n.OwnerId }),
	"snapshot-id": ec2api.One(func(n Snapshot) string { return n.SnapshotId }),
	"status":      ec2api.One(func(n Snapshot) string { return n.State }),
	"volume-id":   ec2api.One(func(n Snapshot) string { return n.VolumeId }),
	"volume-size": ec2api.One(func(n Snapshot) string { return strconv.Itoa(n.VolumeSize) }),
}

// describeSnapshots lists the account's own: there are no others here.
//
// fidelity: ec2.snapshots
func (s *Service) describeSnapshots(_ *aws.Request, in *DescribeSnapshotsInput) (*DescribeSnapshotsOutput, error) {
	for _, id := range in.SnapshotIds {
		if _, err := s.snapshotOf(id); err != nil {
			return nil, err
		}
	}
	own := len(in.OwnerIds) == 0 || slices.Contains(in.OwnerIds, "self") || slices.Contains(in.OwnerIds, aws.AccountID)
	var all []Snapshot
	for _, n := range sim.InOrder(s.snapshots) {
		if own && (len(in.SnapshotIds) == 0 || slices.Contains(in.SnapshotIds, n.ID)) {
			all = append(all, s.describeSnapshot(n))
		}
	}
	list, err := ec2api.Passing(all, in.Filters, snapshotFilters, s.api.Tags, func(n Snapshot) string { return n.SnapshotId })
	if err != nil {
		return nil, err
	}
	page, next, err := ec2api.Page(list, in.NextToken, in.MaxResults, 1000)
	if err != nil {
		return nil, err
	}
	return &DescribeSnapshotsOutput{next, page}, nil
}

func (s *Service) describeSnapshot(n *snapshot) Snapshot {
	return Snapshot{s.api.Tags.Of(n.ID), "standard", n.ID, n.Volume, n.State, ec2api.Time(n.Started), word(n.State == "completed", "100%", "0%"),
		aws.AccountID, n.Description, n.GiB, n.Encrypted}
}
