package dev.millrace.model.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOInvalidTreeException;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * A generated JPEG file of any kind that cameras and editors write.
 *
 * @param horizontal pixels in a row that share a colour difference
 * @param vertical rows that share one
 * @param restartInterval 0 for none
 */
record JpegFile(int width, int height, int horizontal, int vertical, int restartInterval, boolean progressive) {

    private static final String FORMAT = "javax_imageio_jpeg_image_1.0";

    static JpegFile of(int width, int height) {
        return new JpegFile(width, height, 2, 2, 0, false);
    }

    byte[] colours() throws IOException {
        return encode(picture(BufferedImage.TYPE_INT_RGB));
    }

    byte[] grey() throws IOException {
        return encode(picture(BufferedImage.TYPE_BYTE_GRAY));
    }

    private byte[] encode(BufferedImage image) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam parameters = writer.getDefaultWriteParam();
        parameters.setProgressiveMode(progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
        IIOMetadata metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(image), parameters);
        metadata.setFromTree(FORMAT, changed((Element) metadata.getAsTree(FORMAT)));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream output = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(output);
            writer.write(null, new IIOImage(image, null, metadata), parameters);
        }
        return bytes.toByteArray();
    }

    private Element changed(Element tree) throws IIOInvalidTreeException {
        NodeList components = tree.getElementsByTagName("componentSpec");
        if (components.getLength() == 3) {
            ((Element) components.item(0)).setAttribute("HsamplingFactor", Integer.toString(horizontal));
            ((Element) components.item(0)).setAttribute("VsamplingFactor", Integer.toString(vertical));
        }
        if (restartInterval > 0) {
            IIOMetadataNode restart = new IIOMetadataNode("dri");
            restart.setAttribute("interval", Integer.toString(restartInterval));
            Element markers =
                    (Element) tree.getElementsByTagName("markerSequence").item(0);
            markers.insertBefore(restart, markers.getElementsByTagName("sof").item(0));
        }
        return tree;
    }

    /** Soft shades of any colour, with hard edges every 37 pixels. */
    private BufferedImage picture(int type) {
        BufferedImage image = new BufferedImage(width, height, type);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int edge = (x / 37 + y / 37) % 2 * 60;
                int red = (int) (90 + 60 * Math.sin(x / 17.0 + y / 31.0)) + edge;
                int green = (int) (90 + 60 * Math.cos(x / 41.0 - y / 11.0)) + edge;
                image.setRGB(x, y, (red << 16) | (green << 8) | (x * 255 / width));
            }
        }
        return image;
    }
}
