# Seconds for so many bootstrap replicates of four clusters of a file, by fpc.
suppressMessages(library(fpc))
asked <- commandArgs(trailingOnly = TRUE)
rows <- as.matrix(read.csv(asked[1]))
set.seed(1)
took <- system.time(found <- clusterboot(
  rows, B = as.integer(asked[2]), bootmethod = "boot", multipleboot = TRUE, count = FALSE,
  clustermethod = hclustCBI, method = "ward.D2", k = 4, scaling = FALSE
))
cat(sprintf('{"seconds": %f, "jaccard": [%s]}\n', took["elapsed"],
            paste(round(found$bootmean, 3), collapse = ", ")))
