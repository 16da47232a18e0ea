#!/bin/bash
serve cpu=20ms &
