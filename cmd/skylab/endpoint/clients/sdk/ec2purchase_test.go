package sdk

import (
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/ec2/types"
)

// purchases are the ways to pay for instances, and images of one's own.
func (w *world) purchases(c *ec2.Client) {
	w.Helper()
	w.spots(c)
	w.reserves(c)
	id := do(w, c.RunInstances, &ec2.RunInstancesInput{ImageId: str("ami-0abcdef1234567890"), InstanceType: types.InstanceTypeT3Micro, MinCount: aws.Int32(1), MaxCount: aws.Int32(1)}).Instances[0].InstanceId
	w.pass(time.Minute)
	image := do(w, c.CreateImage, &ec2.CreateImageInput{InstanceId: id, Name: str("mine-1"), Description: str("größe <&>"), NoReboot: aws.Bool(true)}).ImageId
	await(w, ec2.NewImageAvailableWaiter(c), &ec2.DescribeImagesInput{ImageIds: []string{*image}})
	do(w, c.ModifyImageAttribute, &ec2.ModifyImageAttributeInput{ImageId: image, LaunchPermission: &types.LaunchPermissionModifications{Add: []types.LaunchPermission{{UserId: str("111122223333")}}}})
	do(w, c.DescribeImageAttribute, &ec2.DescribeImageAttributeInput{ImageId: image, Attribute: types.ImageAttributeNameLaunchPermission})
	do(w, c.CopyImage, &ec2.CopyImageInput{SourceImageId: image, SourceRegion: str("us-east-1"), Name: str("mine-2")})
	do(w, c.DeregisterImage, &ec2.DeregisterImageInput{ImageId: image})
	do(w, c.TerminateInstances, &ec2.TerminateInstancesInput{InstanceIds: []string{*id}})
}

// spots are Spot Instances.
func (w *world) spots(c *ec2.Client) {
	w.Helper()
	two := aws.Int32(5)
	types1 := []types.InstanceType{types.InstanceTypeM5Large}
	from := aws.Time(w.inner.Now().Wall().Add(-48 * time.Hour))
	price := &ec2.DescribeSpotPriceHistoryInput{InstanceTypes: types1, ProductDescriptions: []string{"Linux/UNIX"}, StartTime: from}
	var zones []string
	for _, p := range do(w, c.DescribeSpotPriceHistory, price).SpotPriceHistory {
		zones = append(zones, *p.AvailabilityZone+p.Timestamp.String())
	}
	pages(w, ec2.NewDescribeSpotPriceHistoryPaginator(c, &ec2.DescribeSpotPriceHistoryInput{InstanceTypes: types1, ProductDescriptions: []string{"Linux/UNIX"}, StartTime: from, MaxResults: two}), func(o *ec2.DescribeSpotPriceHistoryOutput) (out []string) {
		for _, p := range o.SpotPriceHistory {
			out = append(out, *p.AvailabilityZone+p.Timestamp.String())
		}
		return out
	}, zones...)
	var ids []string
	for _, r := range do(w, c.RequestSpotInstances, &ec2.RequestSpotInstancesInput{InstanceCount: aws.Int32(6), Type: types.SpotInstanceTypePersistent, InstanceInterruptionBehavior: types.InstanceInterruptionBehaviorStop,
		LaunchSpecification: &types.RequestSpotLaunchSpecification{ImageId: str("ami-0abcdef1234567890"), InstanceType: types.InstanceTypeM5Large}}).SpotInstanceRequests {
		ids = append(ids, *r.SpotInstanceRequestId)
	}
	await(w, ec2.NewSpotInstanceRequestFulfilledWaiter(c), &ec2.DescribeSpotInstanceRequestsInput{SpotInstanceRequestIds: ids})
	var all []string
	for _, r := range do(w, c.DescribeSpotInstanceRequests, &ec2.DescribeSpotInstanceRequestsInput{}).SpotInstanceRequests {
		all = append(all, *r.SpotInstanceRequestId)
	}
	pages(w, ec2.NewDescribeSpotInstanceRequestsPaginator(c, &ec2.DescribeSpotInstanceRequestsInput{MaxResults: two}), func(o *ec2.DescribeSpotInstanceRequestsOutput) (out []string) {
		for _, r := range o.SpotInstanceRequests {
			out = append(out, *r.SpotInstanceRequestId)
		}
		return out
	}, all...)
	do(w, c.CancelSpotInstanceRequests, &ec2.CancelSpotInstanceRequestsInput{SpotInstanceRequestIds: ids})
}

// reserves are Reserved Instances and Capacity Reservations.
func (w *world) reserves(c *ec2.Client) {
	w.Helper()
	ask := &ec2.DescribeReservedInstancesOfferingsInput{InstanceType: types.InstanceTypeM5Large, OfferingClass: types.OfferingClassTypeStandard}
	var offers []string
	for _, o := range do(w, c.DescribeReservedInstancesOfferings, ask).ReservedInstancesOfferings {
		offers = append(offers, *o.ReservedInstancesOfferingId)
	}
	pages(w, ec2.NewDescribeReservedInstancesOfferingsPaginator(c, &ec2.DescribeReservedInstancesOfferingsInput{InstanceType: types.InstanceTypeM5Large, OfferingClass: types.OfferingClassTypeStandard, MaxResults: aws.Int32(5)}), func(o *ec2.DescribeReservedInstancesOfferingsOutput) (out []string) {
		for _, r := range o.ReservedInstancesOfferings {
			out = append(out, *r.ReservedInstancesOfferingId)
		}
		return out
	}, offers...)
	do(w, c.PurchaseReservedInstancesOffering, &ec2.PurchaseReservedInstancesOfferingInput{ReservedInstancesOfferingId: &offers[0], InstanceCount: aws.Int32(1)})
	do(w, c.DescribeReservedInstances, &ec2.DescribeReservedInstancesInput{})
	var ids []string
	for range 2 {
		ids = append(ids, *do(w, c.CreateCapacityReservation, &ec2.CreateCapacityReservationInput{InstanceType: str("m5.large"), InstancePlatform: types.CapacityReservationInstancePlatformLinuxUnix, AvailabilityZone: str("us-east-1a"), InstanceCount: aws.Int32(1)}).CapacityReservation.CapacityReservationId)
	}
	do(w, c.ModifyCapacityReservation, &ec2.ModifyCapacityReservationInput{CapacityReservationId: &ids[0], InstanceCount: aws.Int32(2)})
	var all []string
	for _, r := range do(w, c.DescribeCapacityReservations, &ec2.DescribeCapacityReservationsInput{}).CapacityReservations {
		all = append(all, *r.CapacityReservationId)
	}
	pages(w, ec2.NewDescribeCapacityReservationsPaginator(c, &ec2.DescribeCapacityReservationsInput{MaxResults: aws.Int32(1)}), func(o *ec2.DescribeCapacityReservationsOutput) (out []string) {
		for _, r := range o.CapacityReservations {
			out = append(out, *r.CapacityReservationId)
		}
		return out
	}, all...)
	for _, id := range ids {
		do(w, c.CancelCapacityReservation, &ec2.CancelCapacityReservationInput{CapacityReservationId: &id})
	}
}
